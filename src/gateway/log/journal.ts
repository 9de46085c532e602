import type { JournalPage, JournalRow } from '../../domain/journal';
import type { JournalReader } from '../journal-routes';
import type { LogStore } from './log-store';
import type { JournalEntry } from './log-tables';

const row = ({ job, call, nextAt }: JournalEntry): JournalRow => ({
  call_id: job.call_id,
  phone: call.phone,
  direction: call.direction,
  ended_at: call.ended_at ?? call.started_at,
  ...{ state: job.state, reason: job.reason, tries: job.tries },
  next_at: nextAt === null ? null : new Date(nextAt).toISOString(),
  entity: job.place === null ? null : { type: job.place.type, id: job.place.id },
});

/** The call log as administrators read it. `wake`: something is to be tried again. */
export const journal = (
  store: Pick<LogStore, 'counts' | 'page' | 'stopped' | 'stop' | 'retry'>,
  now: () => number,
  wake: () => void,
): JournalReader => ({
  async page(filter, limit, before): Promise<JournalPage> {
    const from =
      before === undefined || !/^\d{1,16}$/.test(before) ? Number.MAX_SAFE_INTEGER : Number(before);
    const [counts, stopped, entries] = await Promise.all([
      store.counts(),
      store.stopped(),
      store.page(filter, limit, from),
    ]);
    const last = entries.length === limit ? entries[limit - 1] : undefined;
    return {
      counts,
      stopped:
        stopped === null ? null : { reason: stopped.reason, since: new Date(stopped.since).toISOString() },
      rows: entries.map(row),
      next: last === undefined ? null : String(last.place),
    };
  },
  async retry(callIds) {
    const count = await store.retry(callIds, now());
    if (callIds === undefined) await store.stop(null, now());
    wake();
    return count;
  },
});
