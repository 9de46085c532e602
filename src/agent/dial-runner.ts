import type { DialEntry } from '../dialing/dial-entry';
import type { DialHead, DialPause } from '../dialing/dial-head';
import type { DialClaim, DialOrder, DialSettled } from '../dialing/dial-list';
import type { DialPlan } from '../domain/dial-plan';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { DialGateway } from '../ports/dial-gateway';
import type { Desk } from './desk';
import { betweenCalls, type DialResult } from './dial-between';
import { followed, holdOf } from './dial-follow';
import type { DialCommand, DialPhase, DialShow } from './dial-show';
import type { PhoneCommand } from './phone-command';
import type { PhoneAnswer } from './phone-desk';

export interface DialRunnerParts {
  readonly gateway: DialGateway;
  readonly clock: Clock;
  readonly dialPlan: DialPlan;
  /** This browser, of all that the user has. */
  readonly driver: string;
  readonly phone: (command: PhoneCommand) => Promise<PhoneAnswer>;
  /** Of a call's result: `typed` and unfinished, or `filed`. */
  readonly result: (callId: string) => DialResult;
  /** Minute of this computer's day. */
  readonly minuteOfDay: () => number;
  readonly onShow: (show: DialShow) => void;
  /** The list has changed at the gateway. */
  readonly onChanged: () => void;
}

interface Current {
  readonly entry: DialEntry;
  readonly phoneId?: string;
  readonly seen: boolean;
  readonly since: number;
  readonly skip?: true;
}

/** For a call that this page has asked for to be seen on the desk, ms. */
const seenWithin = 6_000;
const askAgain = 2_000;
/** Refusals of a phone that may take the next call; the others want the agent. */
const passing: readonly string[] = ['no-line', 'not-now', 'busy'];

/** The leading tab's dialling: one call after the other, each allowed by the gateway at that very moment. */
export function dialRunner(parts: DialRunnerParts): {
  hear(desk: Desk): void;
  head(head: DialHead, calling: DialEntry | undefined): void;
  obey(command: DialCommand): void;
  /** A result may have been filed. */
  look(): void;
  stop: Undo;
} {
  const { gateway, clock, driver } = parts;
  let desk: Desk | undefined;
  let head: DialHead | undefined;
  let current: Current | undefined;
  /** What the phone knows the call under way by. */
  let live: string | undefined;
  let lastCall = '';
  let nextAt = 0;
  let afterCall = false;
  let busy = false;
  let stopped = false;
  let stopTimer: Undo = () => undefined;

  const show = (phase: DialPhase): void => parts.onShow({ phase, afterCall });
  const later = (ms: number): void => {
    stopTimer();
    stopTimer = clock.after(Math.max(0, ms), turn);
  };
  const order = async (what: DialOrder): Promise<unknown> => {
    const answer = await gateway.order(what);
    parts.onChanged();
    return answer;
  };
  /** One step at a time; whatever comes meanwhile is looked at afterwards. */
  const step = (work: () => Promise<void>): void => {
    busy = true;
    void work().finally(() => {
      busy = false;
      turn();
    });
  };
  const pause = async (why: DialPause): Promise<void> => {
    await order({ do: 'pause', driver, why });
    if (head !== undefined) head = { ...head, run: { driver, since: clock.now(), paused: why } };
  };

  async function finish(
    outcome: Extract<DialOrder, { do: 'over' }>['outcome'],
    seconds: number,
  ): Promise<void> {
    const done = current;
    const attempt = done?.entry.attempt;
    if (done === undefined || attempt === undefined) return;
    const answer = await order({ do: 'over', attempt: attempt.id, outcome, seconds });
    if (answer === undefined) {
      await new Promise<void>((resolve) => void clock.after(askAgain, resolve));
      return;
    }
    if (done.skip === true) await order({ do: 'word', id: done.entry.id, word: { is: 'skipped' } });
    current = undefined;
    live = undefined;
    lastCall = attempt.callId ?? '';
    nextAt = clock.now() + (head?.interval ?? 0) * 1000;
    if (outcome === 'untried') await pause('microphone');
    else if (afterCall) await pause('after-call');
    afterCall = false;
  }

  async function settle(entry: DialEntry): Promise<void> {
    const answer = (await order({ do: 'settle', attempt: entry.attempt?.id ?? '' })) as
      DialSettled | undefined;
    if (answer?.settled === 'over' || answer?.settled === 'never') {
      current = undefined;
      nextAt = clock.now() + (head?.interval ?? 0) * 1000;
    } else await new Promise<void>((resolve) => void clock.after(askAgain, resolve));
  }

  function follow(now: Current): void {
    const attempt = now.entry.attempt;
    if (desk === undefined || attempt === undefined) return;
    const { phoneId } = now;
    const found = followed(
      desk,
      { ...attempt, ...(phoneId !== undefined && { phoneId }) },
      parts.dialPlan,
      clock.now(),
    );
    if (found.is === 'over') return step(() => finish(found.outcome, found.seconds));
    if (found.is === 'soon') return later(found.until - clock.now());
    if (found.is === 'nothing' || found.is === 'lost') {
      const left = now.since + seenWithin - clock.now();
      if (found.is === 'nothing' && !now.seen && left > 0) return later(left);
      show({ is: 'settling', entry: now.entry });
      return step(() => settle(now.entry));
    }
    show({ ...found, entry: now.entry });
    live = found.phoneId ?? found.callId;
    const { callId } = found;
    if (!now.seen || (callId !== undefined && attempt.callId !== callId)) {
      current = {
        ...now,
        seen: true,
        entry: { ...now.entry, attempt: { ...attempt, ...(callId !== undefined && { callId }) } },
      };
      if (callId !== undefined) void order({ do: 'placed', attempt: attempt.id, callId });
    }
  }

  async function place(entry: DialEntry): Promise<void> {
    current = { entry, seen: false, since: clock.now() };
    show({ is: 'calling', entry, since: clock.now(), muted: false });
    const answer = await parts.phone({ do: 'call', number: entry.attempt?.phone ?? '' });
    if (answer.ok) {
      if (answer.id !== undefined && desk?.phone?.deskPhone === false)
        current = { ...current, phoneId: answer.id };
      return;
    }
    // Nobody knows whether it went out: the desk and the gateway's record of calls tell.
    if (answer.why === 'silent' || answer.why === 'unheard') return;
    if (answer.why === 'bad-number') return finish('no-such-number', 0);
    await order({ do: 'over', attempt: entry.attempt?.id ?? '', outcome: 'untried', seconds: 0 });
    current = undefined;
    nextAt = clock.now() + askAgain;
    if (!passing.includes(answer.why)) await pause('registration');
  }

  async function claim(id?: string): Promise<void> {
    show({ is: 'asking' });
    const answer = (await order({ do: 'claim', driver, ...(id !== undefined && { id }) })) as
      DialClaim | undefined;
    if (answer === undefined) {
      show({ is: 'held', why: 'network' });
      await new Promise<void>((resolve) => void clock.after(askAgain, resolve));
    } else if ('call' in answer) await place(answer.call);
    else if (answer.none === 'open') current = { entry: answer.open, seen: false, since: clock.now() };
    else if (answer.none === 'nobody' && answer.nextAt === null) {
      await order({ do: 'stop' });
      if (head !== undefined) head = { ...head, run: null };
      show({ is: 'finished' });
    } else if (answer.nextAt !== null) nextAt = Math.max(clock.now() + askAgain, answer.nextAt);
  }

  function turn(): void {
    stopTimer();
    if (stopped || busy || head === undefined) return;
    if (current !== undefined) return follow(current);
    const next = betweenCalls({
      ...{ head, desk, driver, nextAt },
      now: clock.now(),
      minuteOfDay: parts.minuteOfDay,
      result: () => (lastCall === '' ? 'none' : parts.result(lastCall)),
    });
    if (next.is === 'pause') return step(() => pause(next.why));
    if (next.is === 'rest') {
      show(next.phase);
      if (next.again !== undefined) later(next.again);
      return;
    }
    lastCall = '';
    step(() => claim());
  }

  const hangUp = (): void => {
    if (live !== undefined) void parts.phone({ do: 'hang-up', id: live });
  };

  return {
    hear(next) {
      desk = next;
      turn();
    },
    head(next, calling) {
      head = next;
      if (current === undefined && !busy && calling?.attempt !== undefined)
        current = { entry: calling, seen: false, since: clock.now() };
      turn();
    },
    look: () => turn(),
    obey(command) {
      switch (command.do) {
        case 'after-call':
          afterCall = !afterCall;
          return turn();
        case 'next':
          nextAt = 0;
          return turn();
        case 'call':
          if (!busy && current === undefined && holdOf(desk) === undefined) step(() => claim(command.id));
          return;
        case 'skip':
          if (current !== undefined) current = { ...current, skip: true };
          return hangUp();
        case 'hang-up':
          return hangUp();
        case 'mute': {
          const call = desk?.phone?.state.calls.find(({ stage }) => stage === 'talking');
          if (call !== undefined) void parts.phone({ do: 'mute', id: call.id, on: !call.muted });
        }
      }
    },
    stop() {
      stopped = true;
      stopTimer();
    },
  };
}
