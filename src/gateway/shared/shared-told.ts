import type { CallState } from '../../domain/call';
import type { SqlDatabase } from '../sql-database';
import type { ToldCall, toldCalls } from '../told-calls';

interface Row {
  readonly call_id: string;
  readonly seq: number;
  readonly state: CallState['state'];
  readonly told_until: number;
}

/** Which extensions must be told of which calls, read from the disk: other gateways have written of them too. */
export function sharedTold(db: SqlDatabase): ReturnType<typeof toldCalls> {
  const read = db.prepare(`
    SELECT call_id, seq, state, told_until FROM call
    WHERE account = ? AND told_until > ? AND instr(rooms, json_quote(?)) > 0 AND (state <> 'ended' OR seq > ?)
    ORDER BY seq`);
  return {
    put: () => undefined,
    changed: () => undefined,
    of: (account, extension, after, at): readonly ToldCall[] =>
      (read.all(account, at, extension, after) as Row[]).map(
        ({ call_id: callId, seq, state, told_until }) => ({
          ...{ callId, seq, ended: state === 'ended', until: told_until },
        }),
      ),
  };
}
