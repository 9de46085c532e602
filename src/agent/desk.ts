import type { Call } from '../domain/call';
import { choose, type Caller, type Candidate } from '../domain/caller';
import type { CaughtUpMark, Session } from '../ports/pbx';
import type { PhoneCommand } from './phone-command';
import type { PhoneDesk } from './phone-desk';

/** One call as this agent's cards show it. */
export interface DeskCall {
  readonly call: Call;
  readonly caller: Caller;
  /** When this state of the call began, by the clock of this machine, ms. */
  readonly cameAt: number;
  /** Of a call that was missed: the PBX's own time of it, ms, which `cameAt` was reckoned from. */
  readonly datedAt?: number;
  /** Why it rang this agent. */
  readonly reason?: string;
  readonly closed: boolean;
}

/** What all tabs of a user share. Plain data: it crosses from tab to tab. */
export interface Desk {
  readonly calls: readonly DeskCall[];
  readonly session?: Session;
  readonly cursor?: number;
  /** The gateway's clock minus ours, ms. */
  readonly skew: number;
  /** The tab that shows the cards, and whether its user can see it. */
  readonly stage: { readonly id: string; readonly visible: boolean };
  /** Absent: this agent has no phone that the CRM can use. */
  readonly phone?: PhoneDesk;
}

export type DeskCommand =
  | { readonly do: 'close'; readonly callId: string }
  | {
      readonly do: 'choose';
      readonly callId: string;
      readonly entity: Candidate['entity'];
      readonly id: number;
    }
  | { readonly do: 'phone'; readonly command: PhoneCommand };

const ringAtMost = 3 * 60_000;
const talkAtMost = 12 * 60 * 60_000;
const endedStays = 20_000;
const missedStays = 8 * 60 * 60_000;
const keepAtMost = 50;

export const isMissed = ({ direction, disposition, state }: Call): boolean =>
  state === 'ended' && direction === 'inbound' && disposition !== 'answered';

/** When the card goes by itself, ms: nothing rings for ever because the PBX forgot to say that it ended. */
export function cardEndsAt({ call, cameAt }: DeskCall): number {
  if (call.state === 'ringing') return cameAt + ringAtMost;
  if (call.state === 'active') return cameAt + talkAtMost;
  return cameAt + (isMissed(call) ? missedStays : endedStays);
}

/**
 * When this state began, by our clock. Told live it begins now: the PBX's own clock may be minutes off, and a card
 * that trusted it would go before it was read. Only of what was missed do the PBX's times say how old it is.
 */
function datedAt(call: Call, live: boolean): number | undefined {
  const at = call.state === 'ended' ? call.ended_at : call.state === 'active' ? call.answered_at : undefined;
  return live || at === undefined ? undefined : Date.parse(at);
}

const cameAt = (dated: number | undefined, skew: number, now: number): number =>
  dated === undefined ? now : Math.min(now, dated - skew);

export const shownCalls = (desk: Desk, now: number): readonly DeskCall[] =>
  desk.calls.filter((one) => !one.closed && cardEndsAt(one) > now);

export const find = (desk: Desk, callId: string): DeskCall | undefined =>
  desk.calls.find(({ call }) => call.call_id === callId);

const without = (desk: Desk, callId: string): readonly DeskCall[] =>
  desk.calls.filter(({ call }) => call.call_id !== callId);

const advanced = (desk: Desk, seq: number): Desk =>
  desk.cursor !== undefined && desk.cursor >= seq ? desk : { ...desk, cursor: seq };

/** An older or repeated picture changes nothing; a call that others talk on now leaves this desk. */
export function put(
  desk: Desk,
  call: Call,
  told: { now: number; live: boolean; closedBefore: boolean },
): Desk {
  const known = find(desk, call.call_id);
  if (known !== undefined && call.seq <= known.call.seq) return desk;
  const extension = desk.session?.extension;
  const mine = extension !== undefined && call.extensions.includes(extension);
  // In the midst of a replay older ones are still to come: if it breaks off, they must come again.
  const next = told.live ? advanced(desk, call.seq) : desk;
  if (!mine) return known === undefined ? next : { ...next, calls: without(desk, call.call_id) };
  const same = known?.call.state === call.state ? known : undefined;
  const dated = same === undefined ? datedAt(call, told.live) : same.datedAt;
  const reason = call.reasons?.[extension];
  const entry: DeskCall = {
    call,
    caller: known?.caller ?? { state: 'looking' },
    cameAt: same?.cameAt ?? cameAt(dated, desk.skew, told.now),
    ...(dated !== undefined && { datedAt: dated }),
    ...(reason !== undefined && { reason }),
    closed: known?.closed ?? told.closedBefore,
  };
  const calls =
    known === undefined ? [...desk.calls, entry] : desk.calls.map((one) => (one === known ? entry : one));
  return { ...next, calls };
}

const change = (desk: Desk, callId: string, step: (one: DeskCall) => DeskCall): Desk => ({
  ...desk,
  calls: desk.calls.map((one) => (one.call.call_id === callId ? step(one) : one)),
});

export const withCaller = (desk: Desk, callId: string, caller: Caller): Desk =>
  change(desk, callId, (one) => ({ ...one, caller }));

export const withChoice = (desk: Desk, callId: string, entity: Candidate['entity'], id: number): Desk =>
  change(desk, callId, (one) => ({ ...one, caller: choose(one.caller, entity, id) }));

export const withClosed = (desk: Desk, callId: string): Desk =>
  change(desk, callId, (one) => ({ ...one, closed: true }));

export function withPhone(desk: Desk, phone: PhoneDesk | undefined): Desk {
  const rest: { phone?: unknown } & Desk = { ...desk };
  delete rest.phone;
  return phone === undefined ? rest : { ...rest, phone };
}

/**
 * After a replay: a call that was live here and that the gateway no longer names is over. The gateway's own count is
 * taken, also where it is lower: its store may have been made anew.
 */
export function caughtUp(desk: Desk, mark: CaughtUpMark, now: number): Desk {
  const skew = mark.now - now;
  const calls = desk.calls
    .filter(({ call }) => call.state === 'ended' || mark.told.has(call.call_id))
    // What was replayed came before the gateway's clock was known.
    .map((one) => (one.datedAt === undefined ? one : { ...one, cameAt: cameAt(one.datedAt, skew, now) }));
  return { ...desk, cursor: mark.cursor, skew, calls };
}

/** An ended call waits for it: it is filed under its caller's name. */
export const settled = (caller: Caller): boolean => caller.state !== 'looking';

/** Cards whose time has passed go, and with them the memory that they took. */
export function pruned(desk: Desk, now: number): Desk {
  const needed = (one: DeskCall): boolean => {
    if (one.call.state === 'ended' && !settled(one.caller)) return true;
    return cardEndsAt(one) > now && !(one.closed && one.call.state === 'ended');
  };
  const live = desk.calls.filter(needed);
  const calls = live.slice(-keepAtMost);
  return calls.length === desk.calls.length ? desk : { ...desk, calls };
}
