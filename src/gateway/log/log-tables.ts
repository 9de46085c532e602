import type { SqlDatabase } from '../sql-database';
import type { CallState } from '../../domain/call';
import type { CallPicture } from '../../protocol/agent-socket';
import type { CallStatus } from '../../domain/call-result';
import type { JournalCounts, JournalFilter, JournalState } from '../../domain/journal';
import { newJob } from '../../logging/log-job';
import type { LogJob, LogOutcome } from '../../logging/log-job';
import type { DueCall, LogSave } from '../../logging/writer-store';

/** A row as the journal shows it. */
export interface JournalEntry {
  readonly job: LogJob;
  readonly call: CallState;
  readonly nextAt: number | null;
  readonly place: number;
}

// Before `call`, or the join reads the whole of it: the planner has no statistics.
const schema = `
  CREATE TABLE IF NOT EXISTS log (
    account INTEGER NOT NULL, call_id TEXT NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
    next_at INTEGER, revision INTEGER NOT NULL, body TEXT NOT NULL, outcome TEXT,
    PRIMARY KEY (account, call_id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS log_due ON log (account, next_at) WHERE next_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS log_order ON log (account, position);
  CREATE INDEX IF NOT EXISTS log_state ON log (account, state, position);
  CREATE TABLE IF NOT EXISTS missed (
    account INTEGER NOT NULL, number TEXT NOT NULL, task INTEGER NOT NULL,
    PRIMARY KEY (account, number)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS log_stop (account INTEGER PRIMARY KEY, reason TEXT NOT NULL, since INTEGER NOT NULL);
`;

const statesOf: Readonly<Record<JournalFilter, readonly JournalState[]>> = {
  all: ['waiting', 'held', 'logged', 'unsorted', 'skipped', 'refused'],
  waiting: ['waiting', 'held'],
  logged: ['logged', 'unsorted'],
  refused: ['refused'],
};

interface Row {
  readonly body: string;
  readonly call: string;
  readonly outcome: string | null;
  readonly revision: number;
  readonly next_at: number | null;
  readonly position: number;
}

/** What has become of every ended call on its way into the CRM; in the same file as the calls. */
export function logTables(db: SqlDatabase) {
  db.exec(schema);
  const add = db.prepare(`
    INSERT INTO log (account, call_id, position, state, next_at, revision, body)
    SELECT ?, value->>0, CAST(value->>1 AS INTEGER), ?, ?, 0, '{"call_id":' || (value->0) || ',' || ? FROM json_each(?)
    WHERE true ON CONFLICT (account, call_id) DO UPDATE SET next_at = excluded.next_at, revision = log.revision + 1`);
  const due = db.prepare(`
    SELECT log.body AS body, call.body AS call, log.outcome AS outcome, log.revision AS revision
    FROM log INDEXED BY log_due JOIN call ON call.account = log.account AND call.call_id = log.call_id
    WHERE log.account = ? AND log.next_at <= ? ORDER BY log.next_at LIMIT ?`);
  const nextDue = db.prepare(
    'SELECT min(next_at) AS at FROM log INDEXED BY log_due WHERE account = ? AND next_at IS NOT NULL',
  );
  const save = db.prepare(`
    UPDATE log SET body = ?, state = ?, next_at = CASE WHEN revision = ? THEN CAST(? AS INTEGER) ELSE ? END
    WHERE account = ? AND call_id = ?`);
  const release = db.prepare(`
    UPDATE log SET next_at = ?
    WHERE account = ? AND next_at > ? AND json_extract(body, '$.sentAt') IS NOT NULL`);
  const putOutcome = db.prepare(
    'UPDATE log SET outcome = ?, next_at = ?, revision = revision + 1 WHERE account = ? AND call_id = ?',
  );
  const readOutcome = db.prepare('SELECT outcome FROM log WHERE account = ? AND call_id = ?');
  const counts = db.prepare(
    'SELECT state, count(*) AS n FROM log INDEXED BY log_state WHERE account = ? GROUP BY state',
  );
  const page = db.prepare(`
    SELECT log.body AS body, call.body AS call, log.next_at AS next_at, log.position AS position
    FROM log INDEXED BY log_order JOIN call ON call.account = log.account AND call.call_id = log.call_id
    WHERE log.account = ? AND log.position < ? AND log.state IN (SELECT value FROM json_each(?))
    ORDER BY log.position DESC LIMIT ?`);
  const refused = db.prepare(
    "SELECT call_id, body FROM log INDEXED BY log_state WHERE account = ? AND state = 'refused'",
  );
  const one = db.prepare('SELECT state, body FROM log WHERE account = ? AND call_id = ?');
  const readMissed = db.prepare('SELECT task FROM missed WHERE account = ? AND number = ?');
  const putMissed = db.prepare('INSERT OR REPLACE INTO missed (account, number, task) VALUES (?, ?, ?)');
  const dropMissed = db.prepare('DELETE FROM missed WHERE account = ? AND number = ?');
  const readStop = db.prepare('SELECT reason, since FROM log_stop WHERE account = ?');
  const putStop = db.prepare('INSERT OR IGNORE INTO log_stop (account, reason, since) VALUES (?, ?, ?)');
  const dropStop = db.prepare('DELETE FROM log_stop WHERE account = ?');

  const outcomeFrom = (text: string | null): LogOutcome | null =>
    text === null ? null : (JSON.parse(text) as LogOutcome);

  function again(account: number, callId: string, body: string, now: number): void {
    const job = JSON.parse(body) as LogJob;
    const fresh: LogJob = {
      ...job,
      ...{ state: 'waiting', step: job.place === null ? 'log' : 'rest', reason: null, tries: 0, alone: true },
    };
    save.run(JSON.stringify(fresh), 'waiting', -1, null, now, account, callId);
  }

  const saveAll = db.transaction((account: number, saves: readonly LogSave[], now: number) => {
    for (const { job, revision, nextAt } of saves)
      save.run(JSON.stringify(job), job.state, revision, nextAt, now, account, job.call_id);
  });

  // Between reading and writing somebody else may write, where many gateways do.
  const putWord = db.transaction(
    (
      account: number,
      callId: string,
      outcome: LogOutcome['outcome'],
      status: CallStatus | null,
      now: number,
    ): boolean => {
      const row = readOutcome.get(account, callId) as { outcome: string | null } | undefined;
      if (row === undefined) return false;
      const before = outcomeFrom(row.outcome);
      // "open" of another tab that comes late does not undo what was decided.
      const kept =
        outcome === 'open' && before !== null && before.outcome !== 'open' ? before.outcome : outcome;
      const at = kept === before?.outcome ? before.at : now;
      const next: LogOutcome = { outcome: kept, at, status: status ?? before?.status ?? null };
      putOutcome.run(JSON.stringify(next), now, account, callId);
      return true;
    },
  );
  const retryAll = db.transaction(
    (account: number, callIds: readonly string[] | undefined, now: number): number => {
      const rows =
        callIds === undefined
          ? (refused.all(account) as { call_id: string; body: string }[])
          : callIds.flatMap((callId) => {
              const row = one.get(account, callId) as { state: JournalState; body: string } | undefined;
              return row?.state === 'refused' ? [{ call_id: callId, body: row.body }] : [];
            });
      for (const { call_id, body } of rows) again(account, call_id, body, now);
      return rows.length;
    },
  );

  return {
    /** Within the transaction that stores the calls' events. Positions grow: the calls' `seq`. */
    ended(account: number, calls: readonly CallPicture[], now: number): void {
      if (calls.length === 0) return;
      // All begin alike but for their ids: the rest goes over once.
      const job = newJob('', now);
      const rest = JSON.stringify({ ...job, call_id: undefined }).slice(1);
      const rows = calls.map(({ call_id, seq }) => [call_id, seq]);
      add.run(account, job.state, now, rest, JSON.stringify(rows));
    },
    due: (account: number, now: number, limit: number): readonly DueCall[] =>
      (due.all(account, now, limit) as Row[]).map((row) => ({
        job: JSON.parse(row.body) as LogJob,
        call: JSON.parse(row.call) as CallState,
        outcome: outcomeFrom(row.outcome),
        revision: row.revision,
      })),
    /** No lease outlives its process: what a dead one had under way is due at `at`. Nobody else writes from this store. */
    release(account: number, at: number): void {
      release.run(at, account, at);
    },
    nextDue: (account: number): number | null => (nextDue.get(account) as { at: number | null }).at,
    save: (account: number, saves: readonly LogSave[], now: number): void => {
      saveAll.immediate(account, saves, now);
    },
    /** False for a call that has not ended or was never heard of. A later word replaces an earlier one, but for its status. */
    outcome: (
      account: number,
      callId: string,
      outcome: LogOutcome['outcome'],
      status: CallStatus | null,
      now: number,
    ): boolean => putWord.immediate(account, callId, outcome, status, now),
    counts(account: number): JournalCounts {
      const rows = counts.all(account) as { state: JournalState; n: number }[];
      const of = (...states: JournalState[]): number =>
        rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0);
      return {
        waiting: of('waiting'),
        held: of('held'),
        logged: of('logged', 'unsorted'),
        refused: of('refused'),
      };
    },
    page: (account: number, filter: JournalFilter, limit: number, before: number): readonly JournalEntry[] =>
      (page.all(account, before, JSON.stringify(statesOf[filter]), limit) as Row[]).map((row) => ({
        job: JSON.parse(row.body) as LogJob,
        call: JSON.parse(row.call) as CallState,
        nextAt: row.next_at,
        place: row.position,
      })),
    /** Undefined: all that were refused. */
    retry: (account: number, callIds: readonly string[] | undefined, now: number): number =>
      retryAll.immediate(account, callIds, now),
    missedTask: (account: number, number: string): number | null =>
      (readMissed.get(account, number) as { task: number } | undefined)?.task ?? null,
    putMissedTask(account: number, number: string, task: number): void {
      putMissed.run(account, number, task);
    },
    dropMissedTask(account: number, number: string): void {
      dropMissed.run(account, number);
    },
    stopped(account: number): { reason: string; since: number } | null {
      const row = readStop.get(account) as { reason: string; since: number } | undefined;
      return row === undefined ? null : { reason: row.reason, since: row.since };
    },
    /** Null lifts the stop. */
    stop(account: number, reason: string | null, now: number): void {
      if (reason === null) dropStop.run(account);
      else putStop.run(account, reason, now);
    },
  };
}

export type LogTables = ReturnType<typeof logTables>;
