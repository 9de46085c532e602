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

/** Fetches the part that writes calls into the CRM where the gateway says that it does not; in the leading tab. */
export function callLog(
  given: LogPartSettings & { readonly folder: string; readonly version: string; readonly pbx: Pbx },
): CallLog {
  const { folder, version, pbx, onUnexpected } = given;
  let part: LogPart | 'coming' | undefined;
  let ours = false;
  let stopped = false;
  let heard: Desk[] = [];

  return {
    hear(desk) {
      ours = desk.session?.logging === false && 'locks' in navigator;
      if (!ours) return;
      if (typeof part === 'object') {
        part.hear(desk);
        return;
      }
      heard = [...heard, desk].slice(-50);
      if (part === 'coming') return;
      part = 'coming';
      loadPart<(from: LogPartSettings) => LogPart>(folder, 'log', version).then(
        (start) => {
          if (stopped) return;
          const began = (part = start(given));
          for (const one of heard.splice(0)) began.hear(one);
        },
        (error: unknown) => {
          // The desk's next change tries again.
          part = undefined;
          onUnexpected(error);
        },
      );
    },
    report: (outcome) =>
      !ours
        ? pbx.report(outcome)
        : typeof part === 'object'
          ? part.said(outcome)
          : Promise.resolve('unheard'),
    stop() {
      stopped = true;
      if (typeof part === 'object') part.stop();
    },
  };
}
