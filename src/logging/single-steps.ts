import type { DialPlan } from '../domain/dial-plan';
import type { SkipReason } from '../domain/journal';
import { completeNote } from './complete-note';
import type { CrmClient } from './crm-trouble';
import { hasContact } from './has-contact';
import type { LogChanges } from './log-change';
import { clientNumber } from './log-entry';
import type { LogStep } from './log-job';
import { findMissedTask, isOpenTask, writeMissedTask, type MissedTasks } from './missed-task';
import type { SingleDecision } from './next-step';
import type { DueCall, LogSave } from './writer-store';

/** A request is given up after 20 s: whoever finds a call in the midst of one later than this was restarted. */
export const lease = 60_000;

/** Internal number -> user; read before a round, so that all of it sees one state. */
export type UserOf = (extension: string) => number | undefined;

interface SingleNeeds {
  readonly ask: CrmClient;
  readonly save: (saves: readonly LogSave[]) => Promise<void>;
  readonly changes: LogChanges;
  readonly now: () => number;
  readonly dialPlan: () => DialPlan;
  readonly missed: MissedTasks | undefined;
}

/** Does what concerns one call alone. */
export function singleSteps({ ask, save, changes, now, dialPlan, missed }: SingleNeeds) {
  return async (due: DueCall, decision: SingleDecision, userOf: UserOf): Promise<void> => {
    const { job, call } = due;
    const number = clientNumber(call.phone, dialPlan());
    const user = call.extensions.map(userOf).find((known) => known !== undefined);
    const afterTask =
      job.place === null
        ? ({ state: 'skipped', reason: 'task_made' satisfies SkipReason } as const)
        : ({ state: 'logged' } as const);
    const attempt = async (before: LogStep, look: LogStep, work: () => Promise<LogSave>): Promise<void> => {
      try {
        await save([await work()]);
      } catch (error) {
        await save(changes.failed([due], error, before, look));
        throw error;
      }
    };
    switch (decision.do) {
      case 'contact':
        return attempt('contact', 'contact', async () => {
          // Another call of this number, or this one before a crash, may have made it.
          const made = { hasContact: true };
          if (await hasContact(ask, number, dialPlan())) return changes.next(due, 'log', made);
          const phones = { field_code: 'PHONE', values: [{ value: number, enum_code: 'WORK' }] };
          const contact = {
            ...{ name: number, custom_fields_values: [phones] },
            ...(user !== undefined && { responsible_user_id: user }),
          };
          await ask({ method: 'POST', path: '/api/v4/contacts', body: [contact] });
          return changes.next(due, 'log', made);
        });
      case 'task': {
        if (missed === undefined) return save([changes.done(due, afterTask)]);
        const open = await missed.missedTask(number);
        const makes = attempt.bind(undefined, 'task', open === null ? 'find_task' : 'task');
        return makes(async () => {
          if (open !== null && (await isOpenTask(ask, open))) return changes.done(due, afterTask);
          await save([changes.sending(due, 'find_task', lease)]);
          const seconds = Math.floor(now() / 1000);
          const text = missed.text(number, call.started_at);
          const task = await writeMissedTask(ask, { text, place: job.place, user, now: seconds });
          await missed.putMissedTask(number, task);
          return changes.done(due, afterTask);
        });
      }
      case 'find_task':
        if (missed === undefined) return save([changes.done(due, afterTask)]);
        return attempt('find_task', 'find_task', async () => {
          const text = missed.text(number, call.started_at);
          const task = await findMissedTask(ask, text, job.sentAt ?? job.since);
          if (task === undefined) return changes.next(due, 'task');
          await missed.putMissedTask(number, task);
          return changes.done(due, afterTask);
        });
      case 'complete': {
        const { place } = job;
        if (place === null) return;
        const link = decision.link ? call.recording_url : undefined;
        const status = decision.status ?? undefined;
        return attempt('rest', 'rest', async () => {
          const more = {
            ...(link !== undefined && { link }),
            ...(status !== undefined && { call_status: status }),
          };
          await completeNote(ask, place, more);
          const wrote = { link: job.wrote.link || decision.link, status: status ?? job.wrote.status };
          return changes.done(due, { wrote });
        });
      }
    }
  };
}
