import type { CallState } from '../domain/call';
import type { JournalCounts, JournalFilter, JournalRow, JournalState } from '../domain/journal';
import type { JournalReader } from './journal-routes';

/** One call as the log's store keeps it. */
interface LoggedCall {
  readonly job: {
    readonly call_id: string;
    readonly state: JournalState;
    readonly reason: string | null;
    readonly tries: number;
    readonly place: { readonly type: string; readonly id: number } | null;
  };
  readonly call: CallState;
  /** Ms since 1970. */
  readonly nextAt: number | null;
  /** Its place in the order of the log; grows. */
  readonly place: number;
}

/** What is read of the log's store, and done to it. Times are ms since 1970. */
export interface JournalLog {
  counts(): Promise<JournalCounts>;
  stopped(): Promise<{ readonly reason: string; readonly since: number } | null>;
  page(filter: JournalFilter, limit: number, before: number): Promise<readonly LoggedCall[]>;
  retry(callIds: readonly string[] | undefined, now: number): Promise<number>;
  stop(reason: null, now: number): Promise<void>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

function rowOf({ job, call, nextAt }: LoggedCall): JournalRow {
  const waits = job.state === 'waiting' || job.state === 'held';
  return {
    call_id: job.call_id,
    phone: call.phone,
    direction: call.direction,
    ended_at: call.ended_at ?? call.started_at,
    state: job.state,
    reason: job.reason,
    tries: job.tries,
    next_at: waits && nextAt !== null ? iso(nextAt) : null,
    entity: job.place === null ? null : { type: job.place.type, id: job.place.id },
  };
}

/** The journal as it is told over HTTP, read from the log's store. `wake`: something is to be written at once. */
export function journalReader(log: JournalLog, now: () => number, wake: () => void): JournalReader {
  return {
    async page(filter, limit, before) {
      const from =
        before !== undefined && /^\d{1,15}$/.test(before) ? Number(before) : Number.MAX_SAFE_INTEGER;
      const [counts, stopped, calls] = await Promise.all([
        log.counts(),
        log.stopped(),
        log.page(filter, limit, from),
      ]);
      const last = calls.length < limit ? undefined : calls[calls.length - 1];
      return {
        counts,
        stopped: stopped === null ? null : { reason: stopped.reason, since: iso(stopped.since) },
        rows: calls.map(rowOf),
        next: last === undefined ? null : String(last.place),
      };
    },
    async retry(callIds) {
      const retried = await log.retry(callIds, now());
      if (callIds === undefined) await log.stop(null, now());
      wake();
      return retried;
    },
  };
}
