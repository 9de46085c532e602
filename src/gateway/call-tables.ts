import Database from 'libsql';
import type { CallEvent, CallState } from '../domain/call';
import { bulkRows, type Written } from './bulk-rows';
import { callFolds, foldOf, isAsBefore } from './call-folds';
import type { FoldedCall } from './call-folds';
import { prepareCallSchema, type Commits } from './call-schema';
import { dialTables } from './dial/dial-tables';
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
  const known = db.prepare(
    'SELECT id FROM event WHERE account = ? AND id IN (SELECT value FROM json_each(?))',
  );
  const eventsOf = db.prepare(
    'SELECT body FROM event WHERE account = ? AND call_id IN (SELECT value FROM json_each(?))',
  );
  const stateOf = db.prepare('SELECT body FROM call WHERE account = ? AND call_id = ?');
  const readTalk = db.prepare('SELECT extension, at FROM talk WHERE account = ? AND number = ?');
  const readSeq = db.prepare('SELECT seq FROM counter WHERE account = ?');
  const putSeq = db.prepare('INSERT OR REPLACE INTO counter (account, seq) VALUES (?, ?)');
  const told = feed === undefined ? toldCalls() : sharedTold(db);
  const toldNow = db.prepare(
    `SELECT account, call_id, seq, state, rooms, told_until FROM call INDEXED BY call_told
    WHERE account IN (SELECT account FROM counter) AND told_until > ?`,
  );
  for (const row of feed === undefined ? (toldNow.all(now) as ToldRow[]) : []) {
    const { account, call_id: callId, seq, state, told_until: until } = row;
    told.put(account, JSON.parse(row.rooms) as string[], { callId, seq, ended: state === 'ended', until });
  }

  const seqOf = (account: number): number => {
    const row = readSeq.get(account) as { seq: number } | undefined;
    if (row !== undefined || feed === undefined) return row?.seq ?? now;
    // Gateways that begin together count from one beginning.
    return feed.begin(account, now);
  };

  const folds = callFolds((account, callIds) =>
    (eventsOf.all(account, JSON.stringify(callIds)) as { body: string }[]).map(
      ({ body }) => JSON.parse(body) as CallEvent,
    ),
  );

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
    text: string | undefined,
  ) {
    let { fresh, counts } = newOnes(batches, new Set());
    const before = folds.before(account, [...new Set(fresh.map(({ call_id: callId }) => callId))]);
    // Seldom is one of them known: that is looked for only when the table turns the others away for it.
    const isWhole = counts.every(({ duplicates }) => duplicates === 0);
    if (!add.events(account, fresh, isWhole ? text : undefined)) {
      const ids = JSON.stringify(fresh.map(({ id }) => id));
      const stored = (known.all(account, ids) as { id: string }[]).map(({ id }) => id);
      ({ fresh, counts } = newOnes(batches, new Set(stored)));
      if (!add.events(account, fresh))
        throw new Error('the events cannot be told from those that are stored');
    }
    const news = new Map<string, CallEvent[]>();
    for (const event of fresh) {
      const list = news.get(event.call_id);
      if (list === undefined) news.set(event.call_id, [event]);
      else list.push(event);
    }
    const first = seqOf(account);
    let seq = first;
    const after = new Map<string, FoldedCall>();
    const changed: Written[] = [];
    for (const [callId, events] of news) {
      const old = before.get(callId);
      const fold = foldOf([...(old?.events ?? []), ...events]);
      after.set(callId, fold);
      if (fold.state === undefined || isAsBefore(fold, old)) continue;
      seq += 1;
      changed.push({ picture: { ...fold.state, seq }, rooms: fold.rooms, text: fold.text });
    }
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
    if (seq > first) {
      putSeq.run(account, seq);
      feed?.say(account);
    }
    return { appended: { counts, changed }, after };
  }

  const transaction = db.transaction(appendAll);
  const forget = forgetCalls(db);

  return {
    /**
     * One durable transaction for all batches; `now` in ms; `text`: JSON of all their events in one list, where it is at
     * hand. Throws when nothing of it was stored.
     */
    append(account: number, batches: readonly (readonly CallEvent[])[], at: number, text?: string): Appended {
      const { appended, after } = transaction.immediate(account, batches, at, text);
      // What others write too is read anew each time.
      if (feed === undefined) folds.keep(account, after);
      told.changed(account, appended.changed, at);
      return feed === undefined ? appended : { ...appended, changed: feed.own(account, appended.changed) };
    },

    /** What this extension must be shown: live calls, and calls ended since `since`, in the order of their `seq`. */
    missed(account: number, extension: string, since: number | undefined, at: number): Missed {
      const seq = seqOf(account);
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
