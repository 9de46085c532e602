import type { LogJob, LogStep } from './log-job';
import { CrmTrouble } from './crm-trouble';
import type { DueCall, LogSave } from './writer-store';

const shortest = 1_000;
const longest = 5 * 60_000;
/** A request whose answer was lost may still be under way at the CRM: it is not looked for at once. */
export const settle = 4_000;
/** A batch that fails so often may hold one item that breaks it. */
const aloneAfter = 4;

/** Exponential, with full jitter: anything up to a second after the first failure. `random` from 0 to 1. */
export const backoff = (tries: number, random: () => number): number =>
  random() * Math.min(longest, shortest * 2 ** Math.min(tries - 1, 20));

type Change = (due: DueCall, nextAt: number | null, job: Partial<LogJob>) => LogSave;
const change: Change = ({ job, revision }, nextAt, changed) => ({
  job: { ...job, ...changed },
  revision,
  nextAt,
});

/** What a step leads to; `now` and the times in ms. */
export function logChanges(now: () => number, random: () => number) {
  return {
    change,
    /** Written down before a request is sent: whoever finds it so does not know what became of the request. */
    sending: (due: DueCall, step: LogStep, lease: number): LogSave =>
      change(due, now() + lease, { step, sentAt: due.job.sentAt ?? now(), state: 'waiting' }),
    next: (due: DueCall, step: LogStep, changed: Partial<LogJob> = {}): LogSave =>
      change(due, now(), { step, sentAt: null, tries: 0, ...changed }),
    done: (due: DueCall, changed: Partial<LogJob>): LogSave =>
      change(due, null, { step: 'rest', sentAt: null, tries: 0, alone: false, reason: null, ...changed }),
    refused: (due: DueCall, reason: string): LogSave =>
      change(due, null, { state: 'refused', step: 'log', sentAt: null, reason: reason.slice(0, 500) }),
    /**
     * `before`: the step that was certainly not done; `look`: the one that finds out. Calls of one request come due
     * together again, or each of them would soon need a request of its own.
     */
    failed(all: readonly DueCall[], error: unknown, before: LogStep, look: LogStep): LogSave[] {
      if (!(error instanceof CrmTrouble)) throw error;
      const reason = error.message.slice(0, 500);
      const tried = Math.max(0, ...all.map(({ job }) => job.tries));
      // Looking in vain says nothing of what was sent.
      const tries = before.startsWith('find') ? tried : tried + 1;
      const wait = error.pause ?? backoff(Math.max(1, tries), random);
      return all.map((due) => {
        switch (error.kind) {
          case 'refused':
            return this.refused(due, reason);
          case 'stopped':
            return change(due, now(), { step: before, sentAt: null });
          case 'busy':
            return change(due, now() + wait, { step: before, sentAt: null, reason, tries });
          case 'uncertain':
            return change(due, now() + settle + wait, {
              ...{ step: look, tries, reason, alone: due.job.alone || tries >= aloneAfter },
            });
        }
      });
    },
  };
}

export type LogChanges = ReturnType<typeof logChanges>;
