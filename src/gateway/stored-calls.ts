import type { CallEvent } from '../domain/call';
import type { StoredCall } from './call-folds';
import type { EventBlocks } from './event-blocks';
import type { SqlDatabase } from './sql-database';

/** Reads what the disk has of calls, but for what their rows do not say yet (`late-rows.ts`). */
export function storedCalls(db: SqlDatabase, blocks: EventBlocks) {
  const chosen = 'account = ? AND call_id IN (SELECT value FROM json_each(?))';
  const blocksOf = db.prepare(`SELECT call_id, blocks FROM call WHERE ${chosen}`);
  const looseOf = db.prepare(`SELECT body FROM event WHERE ${chosen}`);

  return (account: number, callIds: readonly string[]): ReadonlyMap<string, StoredCall> => {
    const found = new Map<string, StoredCall & { readonly events: CallEvent[] }>();
    const ids = JSON.stringify(callIds);
    for (const row of looseOf.all(account, ids) as { body: string }[]) {
      const event = JSON.parse(row.body) as CallEvent;
      const call = found.get(event.call_id);
      if (call === undefined) found.set(event.call_id, { events: [event], blocks: [] });
      else call.events.push(event);
    }
    const numbers = new Set<number>();
    for (const row of blocksOf.all(account, ids) as { call_id: string; blocks: string }[]) {
      const named = JSON.parse(row.blocks) as number[];
      for (const number of named) numbers.add(number);
      if (named.length > 0)
        found.set(row.call_id, { events: found.get(row.call_id)?.events ?? [], blocks: named });
    }
    for (const { number, events } of blocks.read(account, numbers))
      for (const event of events) {
        const call = found.get(event.call_id);
        // A block that another call's row names may hold what this one's does not say.
        if (call?.blocks.includes(number) === true) call.events.push(event);
      }
    return found;
  };
}

export type StoredCalls = ReturnType<typeof storedCalls>;
