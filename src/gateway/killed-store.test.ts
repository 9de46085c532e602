import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { CallEvent, CallEventType, Disposition } from '../domain/call';
import type { CallPicture } from '../protocol/agent-socket';
import { dice, type Dice } from '../sandbox/crm/demo/dice';
import type { Appended } from './call-store';
import { openCallTables, type CallTables } from './call-tables';
import { inBlocks } from './event-blocks';

const accounts = [28, 29] as const;
const extensions = ['101', '102', '103', '104'] as const;
const start = Date.parse('2026-01-31T10:00:00Z');
const minute = 60_000;

/** Two stores that are given the same; one of them is killed now and then, and opened again. */
function twoStores() {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'killed-'));
  const steady = folder();
  let killed = folder();
  const open = (at: string, now: number): CallTables => openCallTables(join(at, 'calls.db'), now, true);
  const stores = { steady: open(steady, start), killed: open(killed, start) };
  const close = (): void => {
    stores.steady.close();
    stores.killed.close();
  };
  return {
    stores,
    kill: (now: number): void => {
      const left = folder();
      cpSync(killed, left, { recursive: true });
      stores.killed.close();
      rmSync(killed, { recursive: true });
      killed = left;
      stores.killed = open(killed, now);
    },
    close,
    /** What their files hold, each of the queries; both stores must be closed. */
    both: (...queries: readonly string[]): readonly (readonly [unknown, unknown])[] => {
      const read = (at: string): unknown[] => {
        const db = new Database(join(at, 'calls.db'));
        const rows = queries.map((query) => db.prepare(query).all() as unknown);
        db.close();
        return rows;
      };
      const [ofKilled, ofSteady] = [read(killed), read(steady)];
      return queries.map((_query, index) => [ofKilled[index], ofSteady[index]]);
    },
    remove: () => [steady, killed].forEach((at) => rmSync(at, { recursive: true })),
  };
}

/** Events of calls that begin, go on and end in any order; some come twice. */
function eventStream({ int, pick, chance }: Dice) {
  const made: { readonly account: number; readonly event: CallEvent }[] = [];
  const going: string[] = [];
  let calls = 0;
  return {
    lastCalls: () => going.slice(-30),
    next(now: number): { readonly account: number; readonly event: CallEvent } {
      const again = made[made.length - int(1, 200)];
      if (again !== undefined && chance(0.05)) return again;
      if (going.length === 0 || chance(0.3)) going.push(`c${(calls += 1)}`);
      const callId = going[Math.max(0, going.length - int(1, 30))] ?? '';
      const type = pick<CallEventType>(['ringing', 'ringing', 'answered', 'answered', 'ended', 'recorded']);
      const event: CallEvent = {
        ...{ id: `${callId}-${type}-${made.length}`, call_id: callId, type, direction: 'inbound' },
        ...{ from: `+7999${int(1_000_000, 1_000_020)}`, to: '+74951234567' },
        extensions: chance(0.9) ? [pick(extensions)] : ['101', '104'],
        at: new Date(now + int(0, 10_000)).toISOString(),
        ...(type === 'ended' && { disposition: pick<Disposition>(['answered', 'no_answer']) }),
        ...(type === 'recorded' && { recording_url: `https://pbx.example/${callId}.mp3` }),
      };
      const account = calls % 2 === 0 ? 28 : 29;
      made.push({ account, event });
      return { account, event };
    },
  };
}

const text = (picture: CallPicture): string => JSON.stringify({ ...picture, seq: 0 });

test.each([1, 2, 3])('a store that is killed now and then stands as one that never was: %s', (seed) => {
  const fate = dice(seed);
  const { stores, kill, close, both, remove } = twoStores();
  const stream = eventStream(fate);
  let now = start;
  /** By account, of the last picture that was told. */
  const told = new Map<number, number>();
  const grows = (account: number, seq: number): void => {
    expect(seq).toBeGreaterThanOrEqual(told.get(account) ?? 0);
    told.set(account, seq);
  };

  for (let round = 0; round < 60; round += 1) {
    now += fate.int(0, minute);
    const come = Array.from({ length: fate.chance(0.1) ? 300 : fate.int(1, 20) }, () => stream.next(now));
    for (const account of accounts) {
      const events = come.filter((one) => one.account === account).map(({ event }) => event);
      const batches = [events.slice(0, 7), events.slice(7)];
      const texts = inBlocks(events).map((list) => JSON.stringify(list));
      const [left, right] = [stores.killed, stores.steady].map((store) =>
        store.append(account, batches, now, fate.chance(0.5) ? texts : undefined),
      );
      expect(left?.counts).toEqual(right?.counts);
      const said = (appended: Appended | undefined) =>
        appended?.changed.map(({ picture, rooms }) => [text(picture), rooms]);
      expect(said(left)).toEqual(said(right));
      for (const { picture } of left!.changed) grows(account, picture.seq);
    }
    if (fate.chance(0.1)) kill(now);
    for (const account of accounts) {
      for (const callId of stream.lastCalls())
        expect(stores.killed.call(account, callId)).toEqual(stores.steady.call(account, callId));
      for (const extension of extensions) {
        const [left, right] = [stores.killed, stores.steady].map((store) =>
          store.missed(account, extension, undefined, now),
        );
        grows(account, left!.seq);
        // After its death it may tell of a call for somewhat longer.
        const known = new Set(left!.pictures.map(text));
        expect(right!.pictures.filter((picture) => !known.has(text(picture)))).toEqual([]);
      }
    }
    if (fate.chance(0.03)) {
      const before = { details: now - fate.int(0, 30) * minute, calls: now - fate.int(0, 600) * minute };
      const gone = [stores.killed, stores.steady].map((store) => store.forget(28, before, 1000));
      expect(gone[0]).toBe(gone[1]);
    }
  }
  close();
  for (const [left, right] of both(
    'SELECT account, call_id, state, body, rooms, json_array_length(blocks) FROM call ORDER BY 1, 2',
    'SELECT account, id FROM event ORDER BY 1, 2',
    'SELECT account, id FROM event_id ORDER BY 1, 2',
    'SELECT account, call_id FROM log ORDER BY 1, 2',
    'SELECT account, number, extension FROM talk ORDER BY 1, 2',
  ))
    expect(left).toEqual(right);
  // Each block knows how many calls need it.
  const named = `SELECT account, value AS number, count(*) AS calls FROM call, json_each(blocks) GROUP BY 1, 2 ORDER BY 1, 2`;
  const [[byCalls], [byBlocks]] = both(
    named,
    'SELECT account, number, calls FROM event_block ORDER BY 1, 2',
  ) as [[unknown, unknown], [unknown, unknown]];
  expect(byBlocks).toEqual(byCalls);
  remove();
});
