import type { DialEntry } from '../dialing/dial-entry';
import type { DialHead } from '../dialing/dial-head';
import { isUnwritten, markOf } from '../dialing/dial-written';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { DialGateway } from '../ports/dial-gateway';

export interface DialWriterParts {
  readonly gateway: DialGateway;
  readonly clock: Clock;
  /** Says it in the person's record; safe to repeat. Rejects where the CRM did not take it. */
  readonly write: (entry: DialEntry, how: 'notes' | 'tags') => Promise<void>;
  readonly onChanged: () => void;
}

const firstPause = 30_000;
const longestPause = 60 * 60_000;

/** The leading tab writes results into the CRM, one after the other; the gateway lets one browser at a time do it. */
export function dialWriter(parts: DialWriterParts): {
  look(head: DialHead, entries: readonly DialEntry[]): void;
  stop: Undo;
} {
  const { gateway, clock } = parts;
  /** Of those that did not go in: when to try again. */
  const later = new Map<string, { readonly at: number; readonly pause: number }>();
  let latest: { head: DialHead; entries: readonly DialEntry[] } | undefined;
  let busy = false;
  let stopped = false;
  let stopTimer: Undo = () => undefined;

  const putOff = (id: string): void => {
    const pause = Math.min(longestPause, (later.get(id)?.pause ?? firstPause / 2) * 2);
    later.set(id, { at: clock.now() + pause, pause });
  };
  async function one(entry: DialEntry, how: 'notes' | 'tags'): Promise<void> {
    const mark = markOf(entry) ?? '';
    const answer = await gateway.order({ do: 'write', id: entry.id, mark });
    if (answer === undefined || !('write' in answer) || !answer.write) return putOff(entry.id);
    try {
      await parts.write(entry, how);
    } catch {
      return putOff(entry.id);
    }
    await gateway.order({ do: 'wrote', id: entry.id, mark });
    later.delete(entry.id);
    // Until the list comes back with it, this page knows it too.
    if (latest !== undefined)
      latest = {
        ...latest,
        entries: latest.entries.map((known) => (known.id === entry.id ? { ...known, written: mark } : known)),
      };
    parts.onChanged();
  }
  function turn(): void {
    stopTimer();
    const how = latest?.head.write;
    if (busy || stopped || latest === undefined || how === undefined || how === 'nothing') return;
    const now = clock.now();
    const unwritten = latest.entries.filter(isUnwritten);
    const next = unwritten.find(({ id }) => (later.get(id)?.at ?? 0) <= now);
    if (next === undefined) {
      const soonest = Math.min(...unwritten.map(({ id }) => later.get(id)?.at ?? now));
      if (unwritten.length > 0) stopTimer = clock.after(soonest - now, turn);
      return;
    }
    busy = true;
    void one(next, how).finally(() => {
      busy = false;
      turn();
    });
  }
  return {
    look(head, entries) {
      latest = { head, entries };
      turn();
    },
    stop() {
      stopped = true;
      stopTimer();
    },
  };
}
