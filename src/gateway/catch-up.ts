import type { CallEvent } from '../domain/call';
import { foldOf } from './call-folds';
import type { CallRow } from './bulk-rows';
import type { EventBlock } from './event-blocks';
import type { StoredCalls } from './stored-calls';

interface Late {
  readonly events: CallEvent[];
  readonly blocks: number[];
  at: number;
}

/** By call, what these blocks have of it. */
function byCall(blocks: readonly EventBlock[]): ReadonlyMap<string, Late> {
  const calls = new Map<string, Late>();
  for (const { number, at, events } of blocks)
    for (const event of events) {
      let call = calls.get(event.call_id);
      if (call === undefined) calls.set(event.call_id, (call = { events: [], blocks: [], at }));
      call.events.push(event);
      call.blocks.push(number);
      call.at = at;
    }
  return calls;
}

/** Rows of the calls of which these blocks have more than the disk says, as after a crash; `seq`: of the last picture. */
export function lateRowsOf(
  blocks: readonly EventBlock[],
  stored: (callIds: readonly string[]) => ReturnType<StoredCalls>,
  seq: number,
): readonly CallRow[] {
  const rows: CallRow[] = [];
  const calls = byCall(blocks);
  const before = stored([...calls.keys()]);
  for (const [callId, late] of calls) {
    const known = before.get(callId) ?? { events: [], blocks: [] };
    const ids = new Set(known.events.map(({ id }) => id));
    // What is known without its block counts there no more.
    const isLate = late.events.map(({ id }) => !ids.has(id));
    const events = late.events.filter((_event, index) => isLate[index]);
    const numbers = new Set(late.blocks.filter((_number, index) => isLate[index]));
    const { fold, state } = foldOf([...known.events, ...events], [...known.blocks, ...numbers]);
    if (events.length === 0 || state === undefined) continue;
    rows.push({ ...{ callId, fold, stage: state.state, at: late.at }, seq: seq + rows.length + 1 });
  }
  return rows;
}
