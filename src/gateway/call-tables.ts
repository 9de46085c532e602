import Database from 'libsql';
import type { CallEvent, CallState } from '../domain/call';
import { withSeq } from './appended-text';
import { bulkRows, type Written } from './bulk-rows';
import { callFolds, foldOf, isAsBefore } from './call-folds';
import type { FoldedCall, StoredCall } from './call-folds';
import { prepareCallSchema, type Commits } from './call-schema';
import { dialTables } from './dial/dial-tables';
import { eventBlocks, inBlocks } from './event-blocks';
import { forgetCalls, type ForgetBefore } from './forget-calls';
import { logTables } from './log/log-tables';
import { zoneOffset } from './route/zone-offset';
import type { Appended, LastTalk, Missed } from './call-store';
import type { CallFeed } from './shared/call-feed';
import { sharedTold } from './shared/shared-told';
import type { SqlDatabase } from './sql-database';
import { toldCalls } from './told-calls';

/** One number in any notation, near enough to say who talked with it: its last ten digits. */
const talkNumber = (phone: string): string => phone.replace(/\D/g, '').slice(-10);

interface ToldRow {
  readonly account: number;
  readonly call_id: string;
  readonly seq: number;
  readonly state: CallState['state'];
  /** JSON of a list. */
  readonly rooms: string;
  readonly told_until: number;
}

/**
 * Events and the pictures folded from them, in one SQLite file. Synchronous: lives in the store's worker.
 * `now` is ms since 1970. A store made anew starts counting at `now`, above every cursor that an older one gave out.
 */
export function openCallTables(file: string, now: number, logging = false, commits?: Commits) {
  const db = new Database(file);
  prepareCallSchema(db, commits);
  return {
    ...callTables(db, now, logging),
    /** Copies what the file's log holds into the file: when nobody reads meanwhile, the log begins anew. */
    copyLog: () => void db.pragma('wal_checkpoint(PASSIVE)'),
  };
}

/** The same in any database that has the tables. `feed`: other gateways write there too. */
export function callTables(db: SqlDatabase, now: number, logging: boolean, feed?: CallFeed) {
  const log = logTables(db);
  const add = bulkRows(db);
  const blocks = eventBlocks(db);
  const known = db.prepare(
    'SELECT id FROM event_id WHERE account = ? AND id IN (SELECT value FROM json_each(?))',
  );
  const chosen = 'account = ? AND call_id IN (SELECT value FROM json_each(?))';
  const blocksOf = db.prepare(`SELECT call_id, blocks FROM call WHERE ${chosen}`);
  const looseOf = db.prepare(`SELECT body FROM event WHERE ${chosen}`);
  const stateOf = db.prepare('SELECT body FROM call WHERE account = ? AND call_id = ?');
  const readTalk = db.prepare('SELECT extension, at FROM talk WHERE account = ? AND number = ?');
  const readCounter = db.prepare('SELECT seq, block FROM counter WHERE account = ?');
  const putCounter = db.prepare('INSERT OR REPLACE INTO counter (account, seq, block) VALUES (?, ?, ?)');
  const told = feed === undefined ? toldCalls() : sharedTold(db);
  const toldNow = db.prepare(
    `SELECT account, call_id, seq, state, rooms, told_until FROM call INDEXED BY call_told
    WHERE account IN (SELECT account FROM counter) AND told_until > ?`,
  );
  for (const row of feed === undefined ? (toldNow.all(now) as ToldRow[]) : []) {
    const { account, call_id: callId, seq, state, told_until: until } = row;
    told.put(account, JSON.parse(row.rooms) as string[], { callId, seq, ended: state === 'ended', until });
  }

  /** Of pictures and of blocks, the last of either. */
  const counterOf = (account: number): { readonly seq: number; readonly block: number } => {
    const row = readCounter.get(account) as { seq: number; block: number } | undefined;
    // Gateways that begin together count from one beginning.
    return row ?? { seq: feed === undefined ? now : feed.begin(account, now), block: 0 };
  };

  const folds = callFolds((account, callIds) => {
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
    for (const event of blocks.read(account, numbers)) found.get(event.call_id)?.events.push(event);
    return found;
  });

  /** Those of the events that no event with their id was before, and how many of each batch. */
  function newOnes(batches: readonly (readonly CallEvent[])[], seen: Set<string>) {
    const fresh: CallEvent[] = [];
    const counts = batches.map((events) => {
      const before = fresh.length;
      for (const event of events) {
        if (seen.has(event.id)) continue;
        seen.add(event.id);
        fresh.push(event);
      }
      const accepted = fresh.length - before;
      return { accepted, duplicates: events.length - accepted };
    });
    return { fresh, counts };
  }

  function appendAll(
    account: number,
    batches: readonly (readonly CallEvent[])[],
    at: number,
    texts: readonly string[] | undefined,
  ) {
    let { fresh, counts } = newOnes(batches, new Set());
    const before = folds.before(account, [...new Set(fresh.map(({ call_id: callId }) => callId))]);
    // Seldom is one of them known: that is looked for only when the table turns the others away for it.
    if (!add.ids(account, fresh)) {
      const ids = JSON.stringify(fresh.map(({ id }) => id));
      const stored = (known.all(account, ids) as { id: string }[]).map(({ id }) => id);
      ({ fresh, counts } = newOnes(batches, new Set(stored)));
      if (!add.ids(account, fresh)) throw new Error('the events cannot be told from those that are stored');
    }
    const first = counterOf(account);
    const cut = inBlocks(fresh);
    const news = new Map<string, { readonly events: CallEvent[]; readonly blocks: number[] }>();
    for (const [index, events] of cut.entries()) {
      const number = first.block + 1 + index;
      for (const event of events) {
        let call = news.get(event.call_id);
        if (call === undefined) news.set(event.call_id, (call = { events: [], blocks: [] }));
        call.events.push(event);
        if (call.blocks[call.blocks.length - 1] !== number) call.blocks.push(number);
      }
    }
    let { seq } = first;
    const after = new Map<string, FoldedCall>();
    const changed: Written[] = [];
    const inBlock = new Map<number, number>();
    const loose: CallEvent[] = [];
    for (const [callId, { events, blocks: numbers }] of news) {
      const old = before.get(callId);
      const isNew = old === undefined || old.events.length === 0;
      const { fold, state } = isNew
        ? foldOf(events, numbers)
        : foldOf(old.events.concat(events), old.blocks.concat(numbers));
      if (state === undefined) {
        loose.push(...events);
        after.set(callId, { ...fold, blocks: [] });
        continue;
      }
      after.set(callId, fold);
      for (const number of numbers) inBlock.set(number, (inBlock.get(number) ?? 0) + 1);
      if (isAsBefore(fold, old)) add.blocks(account, callId, fold.blocks);
      else {
        seq += 1;
        const { rooms, text, blocks: named } = fold;
        const picture = Object.assign(state, { seq });
        changed.push({ picture, rooms, text: withSeq(text, seq), body: text, blocks: named });
      }
    }
    // As they came, unless some of them had come before.
    const isWhole = counts.every(({ duplicates }) => duplicates === 0);
    const textOf = (events: readonly CallEvent[], index: number): string =>
      (isWhole ? texts?.[index] : undefined) ?? JSON.stringify(events);
    blocks.put(
      account,
      cut.flatMap((events, index) => {
        const number = first.block + 1 + index;
        const calls = inBlock.get(number) ?? 0;
        return calls === 0 ? [] : [{ number, calls, text: textOf(events, index) }];
      }),
    );
    add.events(account, loose);
    add.calls(account, changed, at);
    const ended = changed.map(({ picture }) => picture).filter(({ state }) => state === 'ended');
    if (logging) log.ended(account, ended, at);
    add.talks(
      account,
      ended.flatMap(({ disposition, extensions: [talker], phone, ended_at, started_at }) =>
        disposition === 'answered' && talker !== undefined
          ? [[talkNumber(phone), talker, Date.parse(ended_at ?? started_at)] as const]
          : [],
      ),
    );
    if (cut.length > 0) putCounter.run(account, seq, first.block + cut.length);
    if (seq > first.seq) feed?.say(account);
    return { appended: { counts, changed }, after };
  }

  const transaction = db.transaction(appendAll);
  const forget = forgetCalls(db);

  return {
    /**
     * One durable transaction for all batches; `now` in ms; `texts`: JSON of the list of all their events in blocks, where
     * it is at hand. Throws when nothing of it was stored.
     */
    append(
      account: number,
      batches: readonly (readonly CallEvent[])[],
      at: number,
      texts?: readonly string[],
    ): Appended {
      const { appended, after } = transaction.immediate(account, batches, at, texts);
      // What others write too is read anew each time.
      if (feed === undefined) folds.keep(account, after);
      told.changed(account, appended.changed, at);
      return feed === undefined ? appended : { ...appended, changed: feed.own(account, appended.changed) };
    },

    /** What this extension must be shown: live calls, and calls ended since `since`, in the order of their `seq`. */
    missed(account: number, extension: string, since: number | undefined, at: number): Missed {
      const { seq } = counterOf(account);
      // A cursor from the future belongs to no history of ours; without a cursor only live calls are news.
      const after = since === undefined || since > seq ? seq : since;
      const pictures = told.of(account, extension, after, at).flatMap(({ callId, seq: own }) => {
        const call = stateOf.get(account, callId) as { body: string } | undefined;
        return call === undefined ? [] : [{ ...(JSON.parse(call.body) as CallState), seq: own }];
      });
      return { pictures, seq };
    },

    call(account: number, callId: string): CallState | undefined {
      const row = stateOf.get(account, callId) as { body: string } | undefined;
      return row && (JSON.parse(row.body) as CallState);
    },

    /** Who talked with this number last. */
    lastTalk(account: number, phone: string): LastTalk | undefined {
      const row = readTalk.get(account, talkNumber(phone)) as LastTalk | undefined;
      return row && { extension: row.extension, at: row.at };
    },

    /** Takes up to `most` old calls off; how many. */
    forget: (account: number, before: ForgetBefore, most: number): number =>
      forget.immediate(account, before, most),

    log,
    dial: dialTables(db, zoneOffset),

    close: () => void db.close(),
  };
}

export type CallTables = ReturnType<typeof callTables>;
