import type { SqlDatabase } from '../sql-database';
import { afterStatus, afterTry, ended, untried } from '../../dialing/after-try';
import { dayBegan, type OffsetOf } from '../../dialing/calling-hours';
import type { DialEntry, DialOutcome, DialRules } from '../../dialing/dial-entry';
import { mayCall } from '../../dialing/may-call';
import { outcomeOfCall } from '../../dialing/outcome-of';
import type { CallState } from '../../domain/call';
import type { CallStatus } from '../../domain/call-result';
import type { DialClaim, DialSettled } from '../../dialing/dial-list';
import type { DialEdits } from './dial-edits';
import type { DialNumbers } from './dial-numbers';
import type { DialRows } from './dial-rows';

const together = 50;
const second = 1000;
/** The PBX's word of a call that was just placed may still be on its way, ms. */
const lateWord = 4 * second;
/** … of one that the phone has given an id, which was sent most likely. */
const longestLateWord = 15 * second;
/** Past this a call that nobody ends has been forgotten, ms. */
const longestCall = 4 * 60 * 60 * second;

interface Claimed {
  readonly driver: string;
  readonly id?: string;
}

/** From the right to dial one number to what came of it. */
export function dialCalls(
  db: SqlDatabase,
  rows: DialRows,
  numbers: DialNumbers,
  edits: DialEdits,
  offsetOf: OffsetOf,
) {
  const outgoing = db.prepare(`
    SELECT body FROM call INDEXED BY call_told
    WHERE account = ? AND told_until > ? AND instr(rooms, json_quote(?)) > 0
    ORDER BY seq DESC LIMIT 50`);

  const openOf = (account: number, user: number): DialEntry | undefined =>
    rows.inState(account, user, 'calling')[0];
  const openBy = (account: number, user: number, attempt: string): DialEntry | undefined =>
    rows.inState(account, user, 'calling').find((entry) => entry.attempt?.id === attempt);

  /** The decision and all that follows from it, in one transaction with the lease. */
  function decide(
    account: number,
    user: number,
    entry: DialEntry,
    now: number,
    rules: DialRules,
  ): DialEntry | undefined {
    const began = dayBegan(entry.next, now, rules, offsetOf);
    const facts = {
      forbidden: numbers.isForbidden(account, entry.phones),
      takenUntil: numbers.takenUntil(account, entry.phones, user, now),
      today: numbers.callsSince(account, entry.next, began),
    };
    const verdict = mayCall(entry, facts, now, rules, offsetOf);
    if ('call' in verdict) {
      numbers.take(account, entry.phones, user, now);
      numbers.called(account, verdict.call, now, user);
      const attempt = { id: `${entry.id}.${entry.tries.length}.${now}`, at: now, phone: verdict.call };
      const calling: DialEntry = { ...entry, state: 'calling', attempt };
      rows.put(account, user, calling);
      return calling;
    }
    if ('never' in verdict) rows.put(account, user, ended(entry, verdict.never));
    else if (entry.notBefore !== verdict.later || entry.why !== verdict.why)
      rows.put(account, user, { ...entry, notBefore: verdict.later, why: verdict.why });
    return undefined;
  }

  function over(
    account: number,
    user: number,
    attempt: string,
    said: { outcome: DialOutcome | 'untried'; seconds: number; callId?: string },
    now: number,
    rules: DialRules,
  ): void {
    const entry = openBy(account, user, attempt);
    if (entry?.attempt === undefined) return;
    const { at, phone, callId = said.callId } = entry.attempt;
    const { outcome, seconds } = said;
    if (outcome === 'untried') {
      numbers.uncalled(account, phone, at, user);
      const back = untried(entry);
      rows.put(account, user, back);
      edits.letGo(account, user, back, now);
      return;
    }
    const done = { at, phone, outcome, seconds, ...(callId !== undefined && { callId }) };
    rows.put(account, user, afterTry(entry, done, now, rules, offsetOf));
  }

  /** The newest call that this attempt can have become. */
  function callOf(account: number, extension: string, entry: DialEntry): CallState | undefined {
    const { at, phone, callId } = entry.attempt ?? { at: Infinity, phone: '' };
    const ends = phone.replace(/\D/g, '').slice(-10);
    const before = new Set(entry.tries.map((one) => one.callId));
    return (outgoing.all(account, at, extension) as { body: string }[])
      .map(({ body }) => JSON.parse(body) as CallState)
      .find((call) =>
        callId === undefined
          ? call.direction === 'outbound' &&
            call.phone.replace(/\D/g, '').endsWith(ends) &&
            !before.has(call.call_id) &&
            // The PBX's clock may be a little off.
            Date.parse(call.started_at) > at - 60 * second
          : call.call_id === callId,
      );
  }

  return {
    claim(account: number, user: number, { driver, id }: Claimed, now: number, rules: DialRules): DialClaim {
      const { run } = rows.head(account, user);
      const nextAt = (): number | null => rows.nextAt(account, user);
      if (run !== null && run.driver !== driver) return { none: 'elsewhere', nextAt: nextAt() };
      if (run === null && id === undefined) return { none: 'stopped', nextAt: nextAt() };
      const open = openOf(account, user);
      if (open !== undefined) return { none: 'open', open };
      if (id !== undefined) {
        const entry = rows.entry(account, user, id);
        const called =
          entry?.state === 'waiting'
            ? // The agent's own press: only the pause between tries gives way to it.
              decide(account, user, { ...entry, notBefore: 0 }, now, rules)
            : undefined;
        return called === undefined
          ? { none: 'not-now', nextAt: rows.entry(account, user, id)?.notBefore ?? null }
          : { call: called };
      }
      for (;;) {
        // Each one passed over gets a later time or an end, so that this comes to one.
        const candidates = rows.turn(account, user, now, together);
        for (const entry of candidates) {
          const called = decide(account, user, entry, now, rules);
          if (called !== undefined) return { call: called };
        }
        if (candidates.length === 0) return { none: 'nobody', nextAt: nextAt() };
      }
    },

    placed(account: number, user: number, attempt: string, callId: string): void {
      const entry = openBy(account, user, attempt);
      if (entry?.attempt !== undefined)
        rows.put(account, user, { ...entry, attempt: { ...entry.attempt, callId } });
    },

    over,

    settle(
      account: number,
      user: number,
      extension: string,
      attempt: string,
      now: number,
      rules: DialRules,
    ): DialSettled {
      const entry = openBy(account, user, attempt);
      if (entry?.attempt === undefined) return { settled: 'over' };
      const age = now - entry.attempt.at;
      const call = callOf(account, extension, entry);
      // A page that dies between the phone's first word and the wire leaves an id that the PBX has never heard.
      const patience = entry.attempt.callId === undefined ? lateWord : longestLateWord;
      if (call === undefined && age < patience) return { settled: 'live' };
      if (call !== undefined && call.state !== 'ended' && age < longestCall) return { settled: 'live' };
      const placed = call !== undefined;
      const outcome: DialOutcome | 'untried' =
        call?.state === 'ended' ? outcomeOfCall(call) : placed ? 'interrupted' : 'untried';
      const callId = call?.call_id;
      const said = { outcome, seconds: call?.duration ?? 0, ...(callId !== undefined && { callId }) };
      over(account, user, attempt, said, now, rules);
      return { settled: placed ? 'over' : 'never' };
    },

    /** The agent has filed a call's result. */
    filed(
      account: number,
      user: number,
      callId: string,
      status: CallStatus,
      now: number,
      rules: DialRules,
    ): void {
      const entry = rows
        .inState(account, user, 'done')
        .find(({ tries }) => tries[tries.length - 1]?.callId === callId);
      if (entry === undefined || entry.end === 'forbidden') return;
      const next = afterStatus(entry, status, now, rules, offsetOf);
      if (next !== entry) rows.put(account, user, next);
    },
  };
}
