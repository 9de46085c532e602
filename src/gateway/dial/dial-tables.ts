import type { SqlDatabase } from '../sql-database';
import type { OffsetOf } from '../../dialing/calling-hours';
import { dialCalls } from './dial-calls';
import { dialEdits } from './dial-edits';
import { dialNumbers } from './dial-numbers';
import type { DialChanges, DialSettled } from '../../dialing/dial-list';
import { dialRows } from './dial-rows';

/**
 * Dial lists of all users, in the same file as the calls. Every method is one transaction. `writeLate`: has the rows of
 * an account's calls say all that is known.
 */
export function dialTables(db: SqlDatabase, offsetOf: OffsetOf, writeLate: (account: number) => void) {
  const rows = dialRows(db);
  const numbers = dialNumbers(db);
  const edits = dialEdits(rows, numbers);
  const calls = dialCalls(db, rows, numbers, edits, offsetOf);
  /** Each step in one transaction of its own. */
  const whole = <Steps extends object>(steps: Steps): Steps =>
    Object.fromEntries(
      Object.entries(steps).map(([name, step]: [string, (...args: unknown[]) => unknown]) => [
        name,
        (...args: unknown[]) => db.transaction(() => step(...args)).immediate(),
      ]),
    ) as Steps;
  return {
    since: (account: number, user: number, after: number, limit: number, now: number): DialChanges =>
      rows.since(account, user, after, limit, now),
    forbidden: numbers.forbidden,
    allow: numbers.allow,
    ...whole(edits),
    ...whole(calls),
    // It looks for the call that was placed.
    settle: (...asked: Parameters<typeof calls.settle>): DialSettled => {
      writeLate(asked[0]);
      return db.transaction(() => calls.settle(...asked)).immediate();
    },
  };
}

export type DialTables = ReturnType<typeof dialTables>;
