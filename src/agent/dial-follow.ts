import { phoneKey, parsePhone } from '../domain/phone-number';
import type { DialPlan } from '../domain/dial-plan';
import type { DialAttempt, DialOutcome } from '../dialing/dial-entry';
import type { DialPause } from '../dialing/dial-head';
import { outcomeOfCall, outcomeOfEnding } from '../dialing/outcome-of';
import type { Desk } from './desk';
import type { PhoneCall } from './phone-state';

/** How long the PBX may take to say that it was a machine which answered, ms. */
const machineWord = 1_500;
/** No page that is being left runs on for so long, ms. */
const leavingWord = 500;
/** Endings that come from our side. */
const bySelf: readonly string[] = ['hung-up', 'cancelled', 'server-silent', 'garbled'];

/** How the call of an attempt stands, as far as the desk knows. */
export type Followed =
  | { readonly is: 'nothing' }
  /** It went with its tab or its line: only the PBX knows whether it was ever out. */
  | { readonly is: 'lost' }
  /** It is over here; the PBX may have something to add, until then. */
  | { readonly is: 'soon'; readonly until: number }
  | {
      readonly is: 'calling' | 'talking';
      readonly since: number;
      readonly phoneId?: string;
      readonly callId?: string;
      readonly muted: boolean;
    }
  | { readonly is: 'over'; readonly outcome: DialOutcome | 'untried'; readonly seconds: number };

/** Clocks of a computer and a gateway differ a little. */
const slack = 60_000;

function byPhone(call: PhoneCall, desk: Desk, now: number): Followed {
  const { id, callId, stage, startedAt, joinedAt, endedAt = now, muted, why } = call;
  // Before the invitation is out the PBX cannot know this call.
  if (stage === 'preparing') return { is: 'calling', since: startedAt, phoneId: id, muted };
  if (stage !== 'ended' && stage !== 'ending')
    return joinedAt === undefined
      ? { is: 'calling', since: startedAt, phoneId: id, callId, muted }
      : { is: 'talking', since: joinedAt, phoneId: id, callId, muted };
  const told = desk.calls.find((one) => one.call.call_id === callId)?.call;
  if (joinedAt === undefined && why === 'line-lost')
    return told?.state === 'ended'
      ? { is: 'over', outcome: outcomeOfCall(told), seconds: 0 }
      : { is: 'lost' };
  const outcome = outcomeOfEnding(why, joinedAt !== undefined);
  if (joinedAt === undefined) {
    // A page that goes ends its calls too, perhaps before they were out: only one that stays may say what came of it.
    const until = endedAt + leavingWord;
    return bySelf.includes(why ?? 'garbled') && now < until
      ? { is: 'soon', until }
      : { is: 'over', outcome, seconds: 0 };
  }
  const seconds = Math.max(0, Math.round((endedAt - joinedAt) / 1000));
  if (told?.state === 'ended') return { is: 'over', outcome: outcomeOfCall(told), seconds };
  return now < endedAt + machineWord
    ? { is: 'soon', until: endedAt + machineWord }
    : { is: 'over', outcome, seconds };
}

/** Finds the attempt's call: by its id once that is known, else by its number. */
export function followed(
  desk: Desk,
  attempt: DialAttempt & { readonly phoneId?: string },
  plan: DialPlan,
  now: number,
): Followed {
  const same = (number: string): boolean => phoneKey(parsePhone(number, plan)) === attempt.phone;
  const own = desk.phone?.state.calls.find(
    (call) =>
      call.id === attempt.phoneId ||
      call.callId === attempt.callId ||
      (attempt.phoneId === undefined &&
        call.direction === 'outbound' &&
        same(call.number) &&
        call.startedAt > attempt.at - slack),
  );
  if (own !== undefined) return byPhone(own, desk, now);
  const told = desk.calls.find(
    ({ call, cameAt }) =>
      call.call_id === attempt.callId ||
      (attempt.callId === undefined &&
        call.direction === 'outbound' &&
        same(call.phone) &&
        cameAt > attempt.at - slack),
  );
  // With a phone in the browser the PBX's word alone does not end a call.
  if (told === undefined || desk.phone?.deskPhone === false) return { is: 'nothing' };
  const { call, cameAt } = told;
  if (call.state === 'ended')
    return { is: 'over', outcome: outcomeOfCall(call), seconds: call.duration ?? 0 };
  const is = call.state === 'active' ? 'talking' : 'calling';
  return { is, since: cameAt, callId: call.call_id, muted: false };
}

/** Why no call may be placed now, though the agent wants it; goes by itself. */
export function holdOf(desk: Desk | undefined): DialPause | undefined {
  const phone = desk?.phone;
  if (phone === undefined || (!phone.deskPhone && phone.state.link !== 'ready')) return 'registration';
  const busy =
    phone.state.calls.some(({ stage }) => stage !== 'ended') ||
    desk?.calls.some(
      ({ call }) =>
        call.state === 'active' ||
        (call.state === 'ringing' && (phone.deskPhone || call.direction === 'inbound')),
    );
  return busy === true ? 'incoming' : undefined;
}
