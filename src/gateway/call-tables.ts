import type { CallEvent, CallState } from '../domain/call';
import { appendEvents, type Counter } from './append-events';
import { callFolds } from './call-folds';
import { prepareCallSchema, type Commits } from './call-schema';
import { dialTables } from './dial/dial-tables';
import { eventBlocks } from './event-blocks';
import { forgetCalls, type ForgetBefore } from './forget-calls';
import { lastTalks } from './last-talks';
import { lateRows } from './late-rows';
import { logTables } from './log/log-tables';
import { zoneOffset } from './route/zone-offset';
import type { Appended, Missed } from './call-store';
import type { CallFeed } from './shared/call-feed';
import { sharedTold } from './shared/shared-told';
import type { SqlDatabase } from './sql-database';
import { openSqliteFile } from './sqlite-file';
import { storedCalls } from './stored-calls';
import { toldCalls } from './told-calls';

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
  const db = openSqliteFile(file);
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
  const talks = lastTalks(db);
  const blocks = eventBlocks(db);
  const stored = storedCalls(db, blocks);
  const stateOf = db.prepare('SELECT body FROM call WHERE account = ? AND call_id = ?');
  const readCounter = db.prepare('SELECT seq, block FROM counter WHERE account = ?');
  const told = feed === undefined ? toldCalls() : sharedTold(db);
  const toldNow = db.prepare(
    `SELECT account, call_id, seq, state, rooms, told_until FROM call INDEXED BY call_told
    WHERE account IN (SELECT account FROM counter) AND told_until > ?`,
  );
  const tellRows = (): void => {
    for (const row of toldNow.all(now) as ToldRow[]) {
      const { account, call_id: callId, seq, state, told_until: until } = row;
      told.put(account, JSON.parse(row.rooms) as string[], { callId, seq, ended: state === 'ended', until });
    }
  };
  // What others write too is read anew each time.
  const late = feed === undefined ? lateRows(db, blocks, stored, tellRows) : undefined;

  /** Of pictures and of blocks, the last of either. */
  const counterOf = (account: number): Counter => {
    const row = readCounter.get(account) as Counter | undefined;
    // Gateways that begin together count from one beginning.
    return row ?? { seq: feed === undefined ? now : feed.begin(account, now), block: 0 };
  };
  const folds = callFolds(stored, (account, callId) => late?.get(account, callId)?.fold);
  const appendAll = appendEvents(db, {
    folds,
    blocks,
    talks,
    late,
    counterOf,
    log: logging ? log : undefined,
  });
  const transaction = db.transaction((...all: Parameters<typeof appendAll>) => {
    const [account] = all;
    const written = appendAll(...all);
    if (written.changed.length > 0) feed?.say(account);
    return written;
  });
  const forget = forgetCalls(db);
  const bodyOf = (account: number, callId: string): string | undefined =>
    late?.get(account, callId)?.fold.text ??
    (stateOf.get(account, callId) as { body: string } | undefined)?.body;

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
      late?.writeDue();
      const { counts, changed, fresh, waiting, done } = transaction.immediate(account, batches, at, texts);
      if (feed !== undefined) return { counts, changed: feed.own(account, changed) };
      late?.keep(account, fresh, waiting, done);
      folds.keep(account, done);
      told.changed(account, changed, at);
      return { counts, changed };
    },

    /** What this extension must be shown: live calls, and calls ended since `since`, in the order of their `seq`. */
    missed(account: number, extension: string, since: number | undefined, at: number): Missed {
      const { seq } = counterOf(account);
      // A cursor from the future belongs to no history of ours; without a cursor only live calls are news.
      const after = since === undefined || since > seq ? seq : since;
      const pictures = told.of(account, extension, after, at).flatMap(({ callId, seq: own }) => {
        const body = bodyOf(account, callId);
        return body === undefined ? [] : [{ ...(JSON.parse(body) as CallState), seq: own }];
      });
      return { pictures, seq };
    },

    call(account: number, callId: string): CallState | undefined {
      const body = bodyOf(account, callId);
      return body === undefined ? undefined : (JSON.parse(body) as CallState);
    },

    lastTalk: talks.of,

    /** Takes up to `most` old calls off; how many. */
    forget(account: number, before: ForgetBefore, most: number): number {
      late?.writeAll(account);
      return forget.immediate(account, before, most);
    },

    log,
    dial: dialTables(db, zoneOffset, (account) => late?.writeAll(account)),

    close(): void {
      try {
        late?.writeAll();
      } catch {
        // On a full disk, say: the next start makes them of their events.
      }
      db.close();
    },
  };
}

export type CallTables = ReturnType<typeof callTables>;
