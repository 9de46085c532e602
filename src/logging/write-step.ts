import type { DialPlan } from '../domain/dial-plan';
import { clientNumber, logEntry, wasAnswered, type LogEntry } from './log-entry';
import type { LogPlace } from './log-job';
import type { QuietDecision } from './next-step';
import { CrmTrouble, type CrmClient } from './crm-trouble';
import { findCalls, type FoundCall } from './find-calls';
import type { LogChanges } from './log-change';
import type { MissedTasks } from './missed-task';
import { lease, singleSteps, type UserOf } from './single-steps';
import { findUnsorted, writeUnsorted } from './unsorted-item';
import { writeCalls, type Written } from './write-calls';
import type { DueCall, LogSave, WriterStore } from './writer-store';

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

const idsOf = (calls: readonly DueCall[]): ReadonlySet<string> =>
  new Set(calls.map(({ job }) => job.call_id));

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
        const found = await findCalls(ask, idsOf(calls), since);
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

    async unsorted(calls: readonly DueCall[], userOf: UserOf): Promise<void> {
      const entries = calls.map((due) => entryOf(due, userOf));
      await save(calls.map((due) => changes.sending(due, 'find_unsorted', lease)));
      try {
        await writeUnsorted(ask, entries);
      } catch (error) {
        const refused = error instanceof CrmTrouble && error.kind === 'refused';
        if (refused && calls.length > 1) {
          // None of them is there now; one of them is at fault.
          await save(calls.map((due) => changes.next(due, 'unsorted', { alone: true })));
          return;
        }
        // A repeat is refused: then it is there.
        const there = refused && (await findUnsorted(ask, idsOf(calls))).size > 0;
        if (!there) {
          await save(changes.failed(calls, error, 'unsorted', 'find_unsorted'));
          throw error;
        }
      }
      await save(calls.map((due) => changes.done(due, { state: 'unsorted' })));
    },

    async findUnsorted(calls: readonly DueCall[]): Promise<void> {
      try {
        const found = await findUnsorted(ask, idsOf(calls));
        await save(
          calls.map((due) =>
            found.has(due.job.call_id)
              ? changes.done(due, { state: 'unsorted' })
              : // Accepted meanwhile, or never there: the log finds out.
                changes.next(due, 'log', { again: true }),
          ),
        );
      } catch (error) {
        await save(changes.failed(calls, error, 'find_unsorted', 'find_unsorted'));
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

    one: singleSteps({ ask, save, changes, now, dialPlan, missed }),
  };
}

export type StepWriter = ReturnType<typeof stepWriter>;
