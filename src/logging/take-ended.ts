import type { Call } from '../domain/call';
import { settle } from './log-change';
import { newJob, type LogJob } from './log-job';

/** Agents for whom one call rang may all have a browser open: each later one looks so much longer before it writes, ms. */
const afterTheOther = 60_000;

export interface EndedCalls {
  /** True: this call has not been here before. */
  add(job: LogJob, call: Call, nextAt: number): Promise<boolean>;
  change(call: Call, now: number): Promise<void>;
}

/**
 * Takes the ended calls of one agent into the log of their browser. Who has not seen a call end, or is not the first
 * that it rang for, looks whether it is in the CRM already before writing it.
 */
export function takeEnded(store: EndedCalls, now: () => number) {
  const live = new Set<string>();
  const heard = new Map<string, number>();

  return async (calls: readonly Call[], extension: string | undefined): Promise<void> => {
    for (const call of calls) {
      const { call_id: id, seq } = call;
      if (call.state !== 'ended') live.add(id);
      if (call.state !== 'ended' || heard.get(id) === seq) continue;
      heard.set(id, seq);
      const rank = Math.max(0, extension === undefined ? 0 : call.extensions.indexOf(extension));
      const first = live.delete(id) && rank === 0;
      const job = newJob(id, now());
      const endedAt = Date.parse(call.ended_at ?? call.started_at);
      const added = await store.add(
        first ? job : { ...job, step: 'find', sentAt: Math.min(now(), endedAt) },
        call,
        first ? now() : now() + settle + rank * afterTheOther,
      );
      if (!added) await store.change(call, now());
    }
  };
}
