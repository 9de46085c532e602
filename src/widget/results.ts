import { browserClock as clock } from '../adapters/browser/clock';
import type { Desk } from '../agent/desk';
import { lifetime, type Undo } from '../domain/undo';
import type { Pbx } from '../ports/pbx';
import { loadPart } from './load-part';
import type { ResultPart, ResultPartSettings } from './parts/result';
import { resultsStored } from './result-key';

const hearAtMost = 50;
const pause = 5000;

/** Fetches the part for what comes after calls when this agent talks, or when a result waits to be finished. */
export function results(given: ResultPartSettings): ResultPart {
  const { folder, version, own, settings, onUnexpected } = given;
  const life = lifetime(onUnexpected);
  let state: 'none' | 'coming' | ResultPart = 'none';
  let desk: Desk | undefined;
  /** Heard while the part was on its way. */
  let heard: Desk[] = [];
  let report: Pbx['report'] | undefined;
  let standDown: Undo = () => undefined;

  const begin = (part: ResultPart): void => {
    state = part;
    life.own(part.stop);
    if (life.ended) return;
    for (const one of heard.splice(0)) part.hear(one);
    if (desk !== undefined) part.show(desk);
    if (report !== undefined) standDown = part.lead(report);
  };
  const needed = (): boolean =>
    (settings.after !== 'never' &&
      [desk, ...heard].some((one) => one?.calls.some(({ call }) => call.state !== 'ringing'))) ||
    resultsStored(own);
  const fetchIfNeeded = (): void => {
    if (state === 'none' && !life.ended && needed()) fetchPart();
  };
  const fetchPart = (): void => {
    state = 'coming';
    loadPart<(from: ResultPartSettings) => Promise<ResultPart>>(folder, 'result', version)
      .then((start) => start(given))
      .then(begin)
      .catch((error: unknown) => {
        // What was typed waits in the storage meanwhile.
        state = 'none';
        onUnexpected(error);
        clock.after(pause, fetchIfNeeded);
      });
  };

  return {
    show(next) {
      desk = next;
      if (typeof state === 'object') state.show(next);
      else fetchIfNeeded();
    },
    hear(next) {
      if (typeof state === 'object') {
        state.hear(next);
        return;
      }
      heard = [...heard, next].slice(-hearAtMost);
      fetchIfNeeded();
    },
    lead(to) {
      report = to;
      if (typeof state === 'object') standDown = state.lead(to);
      return () => {
        report = undefined;
        standDown();
        standDown = () => undefined;
      };
    },
    stop: () => life.end(),
  };
}
