import { dialMarks } from '../adapters/amocrm/dial-marks';
import type { ResultApi } from '../adapters/amocrm/result-api';
import { browserClock as clock } from '../adapters/browser/clock';
import type { Desk } from '../agent/desk';
import { dialRunner, type DialRunnerParts } from '../agent/dial-runner';
import type { DialCommand } from '../agent/dial-show';
import { dialWriter } from '../agent/dial-writer';
import type { DialEntry } from '../dialing/dial-entry';
import type { DialHead } from '../dialing/dial-head';
import { clockTime } from '../domain/call-words';
import type { Texts } from '../domain/texts';
import type { Undo } from '../domain/undo';

export interface DialLead {
  hear(desk: Desk): void;
  list(head: DialHead, entries: readonly DialEntry[]): void;
  obey(command: DialCommand): void;
  /** A call's result may have been filed. */
  look(): void;
  stop: Undo;
}

/** What the leading tab alone does for the list: it dials, and writes into the CRM what came of it, if that is set. */
export function dialLead(
  parts: Omit<DialRunnerParts, 'clock' | 'minuteOfDay'> & {
    readonly api: ResultApi;
    readonly texts: Texts;
    /** A moment with its date. */
    readonly dated: (at: number) => string;
  },
): DialLead {
  const { texts, dated } = parts;
  const runner = dialRunner({
    ...parts,
    clock,
    minuteOfDay: () => new Date(clock.now()).getHours() * 60 + new Date(clock.now()).getMinutes(),
  });
  const note = ({ end, tries, next }: DialEntry): string => {
    const last = tries[tries.length - 1];
    return texts('dial.note', {
      result: texts(`dial.end.${end ?? 'skipped'}`),
      phone: last?.phone ?? next,
      at: last === undefined ? '' : dated(last.at),
      count: tries.length,
      talk: clockTime(last?.seconds ?? 0),
    });
  };
  const writer = dialWriter({
    gateway: parts.gateway,
    clock,
    write: dialMarks(parts.api, { note, tag: (end) => texts(`dial.tag.${end}`) }),
    onChanged: parts.onChanged,
  });
  return {
    hear: (desk) => runner.hear(desk),
    list(head, entries) {
      runner.head(
        head,
        entries.find(({ state }) => state === 'calling'),
      );
      writer.look(head, entries);
    },
    obey: (command) => runner.obey(command),
    look: () => runner.look(),
    stop() {
      runner.stop();
      writer.stop();
    },
  };
}
