import { browserClock as clock } from '../adapters/browser/clock';
import type { Desk } from '../agent/desk';
import { lifetime, type Undo } from '../domain/undo';
import type { Pbx } from '../ports/pbx';
import { isStored } from './is-stored';
import { lazyPart } from './lazy-part';
import type { ResultPart, ResultPartSettings } from './parts/result';
import { unfinishedResults } from './result-key';

const hearAtMost = 50;
const pause = 5000;

/** Fetches the part for what comes after calls when this agent talks, or when a result waits to be finished. */
export function results(given: ResultPartSettings): ResultPart {
  const { own, settings, onUnexpected } = given;
  const life = lifetime(onUnexpected);
  let desk: Desk | undefined;
  /** Heard while the part was on its way. */
  let heard: Desk[] = [];
  let report: Pbx['report'] | undefined;
  let standDown: Undo = () => undefined;

  const lazy = lazyPart<ResultPart>(
    'result',
    given,
    life,
    (part) => {
      for (const one of heard.splice(0)) part.hear(one);
      if (desk !== undefined) part.show(desk);
      if (report !== undefined) standDown = part.lead(report);
    },
    // What was typed waits in the storage meanwhile.
    () => clock.after(pause, fetchIfNeeded),
  );
  const needed = (): boolean =>
    (settings.after !== 'never' &&
      [desk, ...heard].some((one) => one?.calls.some(({ call }) => call.state !== 'ringing'))) ||
    isStored(unfinishedResults(own));
  const fetchIfNeeded = (): void => {
    if (lazy.part === undefined && !life.ended && needed()) lazy.use();
  };

  return {
    show(next) {
      desk = next;
      lazy.part?.show(next);
      fetchIfNeeded();
    },
    hear(next) {
      if (lazy.part !== undefined) {
        lazy.part.hear(next);
        return;
      }
      heard = [...heard, next].slice(-hearAtMost);
      fetchIfNeeded();
    },
    lead(to) {
      report = to;
      if (lazy.part !== undefined) standDown = lazy.part.lead(to);
      return () => {
        report = undefined;
        standDown();
        standDown = () => undefined;
      };
    },
    stop: () => life.end(),
  };
}
