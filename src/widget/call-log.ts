import { browserClock } from '../adapters/browser/clock';
import type { Desk } from '../agent/desk';
import type { Undo } from '../domain/undo';
import type { Pbx, Reported } from '../ports/pbx';
import type { ResultOutcome } from '../ports/result-crm';
import { loadPart } from './load-part';
import type { LogPart, LogPartSettings } from './parts/log';

export interface CallLog {
  hear(desk: Desk): void;
  /** To whoever logs the calls. */
  report(outcome: ResultOutcome): Promise<Reported>;
  stop: Undo;
}

const pause = 5000;

/** Fetches the part that writes calls into the CRM where the gateway says that it does not; in the leading tab. */
export function callLog(
  given: LogPartSettings & { readonly folder: string; readonly version: string; readonly pbx: Pbx },
): CallLog {
  let part: Promise<LogPart> | undefined;
  let ours = false;
  let stopped = false;

  const hear = (desk: Desk): void => {
    ours = desk.session?.logging === false && 'locks' in navigator;
    if (!ours || stopped) return;
    part ??= loadPart<(from: LogPartSettings) => LogPart>(given.folder, 'log', given.version).then((start) =>
      start(given),
    );
    part.then(
      (log) => log.hear(desk),
      (error: unknown) => {
        part = undefined;
        given.onUnexpected(error);
        browserClock.after(pause, () => hear(desk));
      },
    );
  };
  return {
    hear,
    report: (outcome) =>
      ours ? Promise.resolve(part?.then((log) => log.said(outcome)) ?? 'unheard') : given.pbx.report(outcome),
    stop() {
      stopped = true;
      void part?.then((log) => log.stop());
    },
  };
}
