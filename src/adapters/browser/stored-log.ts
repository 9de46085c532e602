import type { CallState } from '../../domain/call';
import type { CallStatus } from '../../domain/call-result';
import { parseCall } from '../../protocol/parse-call';
import type { LogJob, LogOutcome } from '../../logging/log-job';
import type { DueCall, WriterStore } from '../../logging/writer-store';
import type { KeptEntries } from './kept-entries';

const seenAtMost = 500;
const keepDoneAtMost = 200;

/** One call of the log as it is stored. */
interface Kept extends Omit<DueCall, 'call'> {
  readonly call: CallState;
  readonly nextAt: number | null;
}

/** The call log of one agent in one browser; one tab at a time writes here. */
export interface StoredLog extends WriterStore {
  /** True: this call has not been here before. */
  add(job: LogJob, call: CallState, nextAt: number): Promise<boolean>;
  /** News of a call that is here: a recording, a length. */
  change(call: CallState, now: number): Promise<void>;
  /** False: no such call is here. As on the gateway, "open" does not undo what was decided. */
  said(
    callId: string,
    outcome: LogOutcome['outcome'],
    status: CallStatus | null,
    now: number,
  ): Promise<boolean>;
}

function keptOf(text: string | null): Kept | undefined {
  try {
    const raw = JSON.parse(text ?? 'null') as (Kept & { readonly call: unknown }) | null;
    // The wire's reader wants a `seq`, which the log has no use for.
    const call = parseCall({ seq: 0, ...(raw?.call as object) });
    if (raw === null || call === undefined || typeof raw.job.step !== 'string') return undefined;
    return { ...raw, call };
  } catch {
    return undefined;
  }
}

/** `WriterStore` over localStorage and its copy: each step is on the disk before its request is sent. */
export function storedLog(key: string, entries: KeptEntries): StoredLog {
  const [jobKey, seenKey, stopKey] = [`${key}:job:`, `${key}:seen`, `${key}:stop`];
  const put = (kept: Kept): Promise<void> => entries.write(jobKey + kept.job.call_id, JSON.stringify(kept));
  const find = (callId: string): Kept | undefined => keptOf(entries.read(jobKey + callId));
  const all = (): Kept[] =>
    [...new Set(entries.names())]
      .filter((name) => name.startsWith(jobKey))
      .flatMap((name) => keptOf(entries.read(name)) ?? []);
  const listOf = (text: string | null): string[] => {
    try {
      const raw: unknown = JSON.parse(text ?? '[]');
      return Array.isArray(raw) ? raw.filter((id): id is string => typeof id === 'string') : [];
    } catch {
      return [];
    }
  };
  const forgetOld = async (): Promise<void> => {
    const done = all()
      .filter(({ nextAt }) => nextAt === null)
      .sort((a, b) => b.job.since - a.job.since);
    for (const { job } of done.slice(keepDoneAtMost)) await entries.write(jobKey + job.call_id, null);
  };
  const changed = (kept: Kept, more: Partial<Kept>, now: number): Promise<void> =>
    put({ ...kept, ...more, revision: kept.revision + 1, nextAt: now });

  return {
    due: (now, limit) =>
      Promise.resolve(
        all()
          .filter(({ nextAt }) => nextAt !== null && nextAt <= now)
          .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))
          .slice(0, limit),
      ),
    nextDue: () =>
      Promise.resolve(all().reduce<number | null>((least, { nextAt }) => earlier(least, nextAt), null)),
    async release(at) {
      for (const kept of all())
        if (kept.job.sentAt !== null && kept.nextAt !== null && kept.nextAt > at)
          await put({ ...kept, nextAt: at });
    },
    async save(saves, now) {
      await Promise.all(
        saves.map(({ job, revision, nextAt }) => {
          const kept = find(job.call_id);
          if (kept === undefined) return Promise.resolve();
          return put({ ...kept, job, nextAt: kept.revision === revision ? nextAt : now });
        }),
      );
    },
    stopped() {
      const text = entries.read(stopKey);
      const [since, ...reason] = (text ?? '').split(' ');
      return Promise.resolve(text === null ? null : { reason: reason.join(' '), since: Number(since) });
    },
    stop: (reason, now) => entries.write(stopKey, reason === null ? null : `${now} ${reason}`),

    async add(job, call, nextAt) {
      const seen = listOf(entries.read(seenKey));
      if (seen.includes(job.call_id)) return false;
      await Promise.all([
        put({ job, call, outcome: null, revision: 0, nextAt }),
        entries.write(seenKey, JSON.stringify([...seen, job.call_id].slice(-seenAtMost))),
      ]);
      await forgetOld();
      return true;
    },
    async change(call, now) {
      const kept = find(call.call_id);
      if (kept !== undefined && kept.call.recording_url !== call.recording_url)
        await changed(kept, { call }, now);
    },
    async said(callId, outcome, status, now) {
      const kept = find(callId);
      if (kept === undefined) return false;
      const before = kept.outcome;
      const word =
        outcome === 'open' && before !== null && before.outcome !== 'open' ? before.outcome : outcome;
      const at = before?.outcome === word ? before.at : now;
      await changed(kept, { outcome: { outcome: word, at, status: status ?? before?.status ?? null } }, now);
      return true;
    },
  };
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
