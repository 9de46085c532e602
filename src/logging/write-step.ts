import type { DialPlan } from '../domain/dial-plan';
import { clientNumber, logEntry, wasAnswered, type LogEntry } from './log-entry';
import type { LogPlace } from './log-job';
import type { QuietDecision, SingleDecision } from './next-step';
import { completeNote } from './complete-note';
import { CrmTrouble, type CrmClient } from './crm-trouble';
import { findCalls, type FoundCall } from './find-calls';
import type { LogChanges } from './log-change';
import type { WriterStore } from './writer-store';
import type { DueCall, LogSave } from './writer-store';
import { findMissedTask, isOpenTask, writeMissedTask, type MissedTasks } from './missed-task';
import { hasContact } from './has-contact';
import { findUnsorted, writeUnsorted } from './unsorted-item';
import { writeCalls, type Written } from './write-calls';

/** A request is given up after 20 s: whoever finds a call in the midst of one later than this was restarted. */
const lease = 60_000;

export interface StepNeeds {
  readonly ask: CrmClient;
  readonly store: Pick<WriterStore, 'save'>;
  readonly changes: LogChanges;
  readonly now: () => number;
  readonly dialPlan: () => DialPlan;
  readonly source: string;
  /** Undefined: none are made. */
  readonly missed: MissedTasks | undefined;
}

/** Internal number -> user; read before a round, so that all of it sees one state. */
export type UserOf = (extension: string) => number | undefined;

/** Does what was decided for due calls; every step is written down before its request and after its answer. */
export function stepWriter(needs: StepNeeds) {
  const { ask, store, changes, now, dialPlan, source, missed } = needs;

  const entryOf = ({ call, outcome }: DueCall, userOf: UserOf): LogEntry =>
    logEntry(call, {
      ...{ dialPlan: dialPlan(), source, userOf, link: call.recording_url },
      status: outcome?.status ?? null,
    });
  const save = (saves: readonly LogSave[]): Promise<void> => store.save(saves, now());

  function written(due: DueCall, entry: LogEntry, result: Written): LogSave {
    switch (result.is) {
      case 'logged': {
        const place: LogPlace = { type: result.type, id: result.id, note: result.note };
        const wrote = { link: entry.link !== undefined, status: due.outcome?.status ?? null };
        return loggedAs(due, place, wrote);
      }
      case 'nobody':
        return changes.next(due, 'nobody', { alone: false, reason: null });
      case 'refused':
        return changes.refused(due, result.reason);
      case 'again':
        return changes.next(due, 'log');
      case 'alone':
        return changes.next(due, 'log', { alone: true });
    }
  }
  /** What has come since the lost request was sent is written next. */
  const foundAs = (due: DueCall, { place, link, status }: FoundCall): LogSave => {
    const wanted = due.outcome?.status ?? null;
    const wrote = { link, status: wanted === status ? wanted : null };
    return { ...loggedAs(due, place, wrote), nextAt: now() };
  };
  function loggedAs(due: DueCall, place: LogPlace, wrote: DueCall['job']['wrote']): LogSave {
    const owed = missed !== undefined && due.call.direction === 'inbound' && !wasAnswered(due.call);
    const changed = { state: 'logged', place, wrote, alone: false, reason: null } as const;
    return owed ? changes.next(due, 'task', changed) : changes.done(due, changed);
  }

  return {
    async log(calls: readonly DueCall[], userOf: UserOf): Promise<void> {
      const entries = calls.map((due) => entryOf(due, userOf));
      await save(calls.map((due) => changes.sending(due, 'find', lease)));
      let results: readonly Written[];
      try {
        results = await writeCalls(ask, entries);
      } catch (error) {
        await save(changes.failed(calls, error, 'log', 'find'));
        throw error;
      }
      await save(
        calls.map((due, index) => {
          const [entry, result] = [entries[index], results[index]];
          return entry === undefined || result === undefined
            ? changes.next(due, 'find')
            : written(due, entry, result);
        }),
      );
      if (missed === undefined) return;
      // Reached: the next call that is missed is news again.
      for (const { call } of calls)
        if (wasAnswered(call)) await missed.dropMissedTask(clientNumber(call.phone, dialPlan()));
    },

    async find(calls: readonly DueCall[]): Promise<void> {
      const since = Math.min(...calls.map(({ job }) => job.sentAt ?? job.since));
      try {
        const found = await findCalls(ask, new Set(calls.map(({ job }) => job.call_id)), since);
        await save(
          calls.map((due) => {
            const own = found.get(due.job.call_id);
            return own === undefined
              ? changes.change(due, now(), { step: 'log', sentAt: null })
              : foundAs(due, own);
          }),
        );
      } catch (error) {
        await save(changes.failed(calls, error, 'find', 'find'));
        throw error;
      }
    },

    /** What needs no request, for as many calls as there are. */
    quietly(calls: readonly { readonly due: DueCall; readonly decision: QuietDecision }[]): Promise<void> {
      return save(
        calls.map(({ due, decision }) => {
          switch (decision.do) {
            case 'wait':
              return changes.change(due, decision.until, { state: decision.held ? 'held' : 'waiting' });
            case 'skip':
              return changes.done(due, { state: 'skipped', reason: decision.reason });
            case 'rest':
              return changes.change(due, null, {});
          }
        }),
      );
    },

    /** Everything that concerns one call alone. */
    async one(due: DueCall, decision: SingleDecision, userOf: UserOf): Promise<void> {
      const { job, call } = due;
      const number = clientNumber(call.phone, dialPlan());
      const user = call.extensions.map(userOf).find((known) => known !== undefined);
      const afterTask =
        job.place === null
          ? ({ state: 'skipped', reason: 'task_made' } as const)
          : ({ state: 'logged' } as const);
      const attempt = async (
        before: typeof job.step,
        look: typeof job.step,
        work: () => Promise<LogSave>,
      ): Promise<void> => {
        try {
          await save([await work()]);
        } catch (error) {
          await save(changes.failed([due], error, before, look));
          throw error;
        }
      };
      switch (decision.do) {
        case 'unsorted':
          await save([changes.sending(due, 'find_unsorted', lease)]);
          return attempt('unsorted', 'find_unsorted', async () => {
            await writeUnsorted(ask, entryOf(due, userOf)).catch(async (error: unknown) => {
              // A repeat is refused: then it is there.
              const refused = error instanceof CrmTrouble && error.kind === 'refused';
              if (!refused || !(await findUnsorted(ask, job.call_id))) throw error;
            });
            return changes.done(due, { state: 'unsorted' });
          });
        case 'find_unsorted':
          return attempt('find_unsorted', 'find_unsorted', async () =>
            (await findUnsorted(ask, job.call_id))
              ? changes.done(due, { state: 'unsorted' })
              : // Accepted meanwhile, or never there: the log finds out.
                changes.next(due, 'log', { again: true }),
          );
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
    },
  };
}

export type StepWriter = ReturnType<typeof stepWriter>;
