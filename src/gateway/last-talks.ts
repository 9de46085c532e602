import type { CallState } from '../domain/call';
import type { LastTalk } from './call-store';
import type { SqlDatabase } from './sql-database';

/** One number in any notation, near enough to say who talked with it: its last ten digits. */
const talkNumber = (phone: string): string => phone.replace(/\D/g, '').slice(-10);

/** Who talked with a number last. */
export function lastTalks(db: SqlDatabase) {
  const read = db.prepare('SELECT extension, at FROM talk WHERE account = ? AND number = ?');
  const put = db.prepare(`
    INSERT INTO talk (account, number, extension, at)
    SELECT ?, value->>0, value->>1, CAST(value->>2 AS INTEGER) FROM json_each(?) WHERE true
    ON CONFLICT (account, number) DO UPDATE SET extension = excluded.extension, at = excluded.at
    WHERE excluded.at >= talk.at`);

  return {
    /** Within the transaction that stores the calls' events. */
    ended(account: number, calls: readonly CallState[]): void {
      // Of one number only the newest: many databases take a row once in one statement.
      const newest = new Map<string, readonly [number: string, extension: string, at: number]>();
      for (const { disposition, extensions, phone, ended_at: end, started_at: start } of calls) {
        const [talker] = extensions;
        if (disposition !== 'answered' || talker === undefined) continue;
        const [number, at] = [talkNumber(phone), Date.parse(end ?? start)];
        if (at >= (newest.get(number)?.[2] ?? -Infinity)) newest.set(number, [number, talker, at]);
      }
      if (newest.size > 0) put.run(account, JSON.stringify([...newest.values()]));
    },
    of: (account: number, phone: string): LastTalk | undefined => {
      const row = read.get(account, talkNumber(phone)) as LastTalk | undefined;
      return row && { extension: row.extension, at: row.at };
    },
  };
}

export type LastTalks = ReturnType<typeof lastTalks>;
