import Database from 'libsql';
import { callState, everConcerned } from '../domain/call';
import type { CallEvent, CallState } from '../domain/call';
import type { CallPicture } from '../protocol/agent-socket';
import { dialTables } from './dial/dial-tables';
import { logTables } from './log/log-tables';
import { zoneOffset } from './route/zone-offset';
import type { Appended, Changed, LastTalk, Missed } from './call-store';

const minute = 60_000;

/** One number in any notation, near enough to say who talked with it: its last ten digits. */
const talkNumber = (phone: string): string => phone.replace(/\D/g, '').slice(-10);

/** How long after its last news a call is still told to a browser that comes (back), ms. */
export const toldFor = { ringing: 5 * minute, active: 12 * 60 * minute, ended: 10 * minute } as const;

// Each question below finds its rows by all columns it names: the planner, left a choice, takes the key's first one.
const schema = `
  CREATE TABLE IF NOT EXISTS event (
    account INTEGER NOT NULL, id TEXT NOT NULL, call_id TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account, call_id, id)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS event_once ON event (account, id);
  CREATE TABLE IF NOT EXISTS call (
    account INTEGER NOT NULL, call_id TEXT NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account, call_id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS concern (
    account INTEGER NOT NULL, extension TEXT NOT NULL, call_id TEXT NOT NULL, told_until INTEGER NOT NULL,
    PRIMARY KEY (account, extension, call_id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS concern_told ON concern (account, extension, told_until);
  CREATE TABLE IF NOT EXISTS talk (
    account INTEGER NOT NULL, number TEXT NOT NULL, extension TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (account, number)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counter (account INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
`;

/**
 * Events and the pictures folded from them, in one SQLite file. Synchronous: lives in the store's worker.
 * `now` is ms since 1970. A store made anew starts counting at `now`, above every cursor that an older one gave out.
 */
export function openCallTables(file: string, now: number, logging = false) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(schema);
  const log = logTables(db);
  const addEvent = db.prepare('INSERT OR IGNORE INTO event (account, id, call_id, body) VALUES (?, ?, ?, ?)');
  const eventsOf = db.prepare('SELECT body FROM event WHERE account = ? AND call_id = ?');
  const stateOf = db.prepare('SELECT body FROM call WHERE account = ? AND call_id = ?');
  const putState = db.prepare(
    'INSERT OR REPLACE INTO call (account, call_id, seq, state, body) VALUES (?, ?, ?, ?, ?)',
  );
  const putConcern = db.prepare(
    'INSERT OR REPLACE INTO concern (account, extension, call_id, told_until) VALUES (?, ?, ?, ?)',
  );
  const concerned = db.prepare(`
    SELECT count(*) AS n FROM concern
    WHERE account = ? AND extension IN (SELECT value FROM json_each(?)) AND call_id = ?`);
  const putTalk = db.prepare(`
    INSERT INTO talk (account, number, extension, at) VALUES (?, ?, ?, ?)
    ON CONFLICT (account, number) DO UPDATE SET extension = excluded.extension, at = excluded.at
    WHERE excluded.at >= talk.at`);
  const readTalk = db.prepare('SELECT extension, at FROM talk WHERE account = ? AND number = ?');
  const readSeq = db.prepare('SELECT seq FROM counter WHERE account = ?');
  const putSeq = db.prepare('INSERT OR REPLACE INTO counter (account, seq) VALUES (?, ?)');
  const toldTo = db.prepare(`
    SELECT call.seq AS seq, call.body AS body FROM concern INDEXED BY concern_told
    JOIN call ON call.account = concern.account AND call.call_id = concern.call_id
    WHERE concern.account = ? AND concern.extension = ? AND concern.told_until > ?
      AND (call.state <> 'ended' OR call.seq > ?)
    ORDER BY call.seq`);

  const seqOf = (account: number): number => {
    const row = readSeq.get(account) as { seq: number } | undefined;
    return row?.seq ?? now;
  };

  /** Folds one call anew; undefined when its picture is the same as before. */
  function refold(account: number, callId: string, seq: number, at: number): Changed | undefined {
    const rows = eventsOf.all(account, callId) as { body: string }[];
    const events = rows.map(({ body }) => JSON.parse(body) as CallEvent);
    const state = callState(events);
    if (state === undefined) return undefined;
    const body = JSON.stringify(state);
    const before = stateOf.get(account, callId) as { body: string } | undefined;
    const rooms = everConcerned(events);
    // Who is concerned may grow though the picture stays: they are told too.
    const { n } = concerned.get(account, JSON.stringify(rooms), callId) as { n: number };
    if (before?.body === body && n === rooms.length) return undefined;
    putState.run(account, callId, seq, state.state, body);
    for (const extension of rooms) putConcern.run(account, extension, callId, at + toldFor[state.state]);
    if (logging && state.state === 'ended') log.ended(account, state, seq, at);
    const [talker] = state.extensions;
    if (state.state === 'ended' && state.disposition === 'answered' && talker !== undefined)
      putTalk.run(account, talkNumber(state.phone), talker, Date.parse(state.ended_at ?? state.started_at));
    return { picture: { ...state, seq }, rooms };
  }

  function appendAll(account: number, batches: readonly (readonly CallEvent[])[], at: number): Appended {
    const touched = new Set<string>();
    const counts = batches.map((events) => {
      let accepted = 0;
      for (const event of events) {
        if (addEvent.run(account, event.id, event.call_id, JSON.stringify(event)).changes === 0) continue;
        accepted += 1;
        touched.add(event.call_id);
      }
      return { accepted, duplicates: events.length - accepted };
    });
    const first = seqOf(account);
    let seq = first;
    const changed: Changed[] = [];
    for (const callId of touched) {
      const change = refold(account, callId, seq + 1, at);
      if (change === undefined) continue;
      seq += 1;
      changed.push(change);
    }
    if (seq > first) putSeq.run(account, seq);
    return { counts, changed };
  }

  const transaction = db.transaction(appendAll);

  return {
    /** One durable transaction for all batches; `now` in ms. Throws when nothing of it was stored. */
    append: (account: number, batches: readonly (readonly CallEvent[])[], at: number): Appended =>
      transaction.immediate(account, batches, at),

    /** What this extension must be shown: live calls, and calls ended since `since`, in the order of their `seq`. */
    missed(account: number, extension: string, since: number | undefined, at: number): Missed {
      const seq = seqOf(account);
      // A cursor from the future belongs to no history of ours; without a cursor only live calls are news.
      const after = since === undefined || since > seq ? seq : since;
      const rows = toldTo.all(account, extension, at, after) as { seq: number; body: string }[];
      const pictures = rows.map((row) => ({ ...JSON.parse(row.body), seq: row.seq }) as CallPicture);
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

    log,
    dial: dialTables(db, zoneOffset),

    close: () => void db.close(),
  };
}

export type CallTables = ReturnType<typeof openCallTables>;
