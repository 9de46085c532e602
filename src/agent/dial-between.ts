import type { DialHead, DialPause } from '../dialing/dial-head';
import type { Desk } from './desk';
import { holdOf } from './dial-follow';
import type { DialPhase } from './dial-show';

/** Between two looks while the next number is far off, ms. */
const lookAgain = 30_000;

/** What the agent has made of a call's result so far. */
export type DialResult = 'none' | 'typed' | 'filed';

/** What the dialling knows while no call is under way. */
interface BetweenCalls {
  readonly head: DialHead;
  readonly desk: Desk | undefined;
  /** This browser, of all that the user has. */
  readonly driver: string;
  readonly now: number;
  /** When the next call may begin. */
  readonly nextAt: number;
  /** Minute of this computer's day. */
  readonly minuteOfDay: () => number;
  /** Of the last call. */
  readonly result: () => DialResult;
}

type NextStep =
  | { readonly is: 'claim' }
  | { readonly is: 'pause'; readonly why: DialPause }
  /** `again`: ms until another step may follow of itself. */
  | { readonly is: 'rest'; readonly phase: DialPhase; readonly again?: number };

/** Whether the next call may begin, and what is waited for if not. */
export function betweenCalls({
  head,
  desk,
  driver,
  now,
  nextAt,
  minuteOfDay,
  result,
}: BetweenCalls): NextStep {
  const rest = (phase: DialPhase): NextStep => ({ is: 'rest', phase });
  const { run } = head;
  if (run === null) return rest({ is: 'off' });
  if (run.driver !== driver) return rest({ is: 'elsewhere' });
  if (run.paused !== null) return rest({ is: 'paused', why: run.paused });
  if (head.shiftEnds !== null && minuteOfDay() >= head.shiftEnds) return { is: 'pause', why: 'shift' };
  const why = holdOf(desk);
  if (why !== undefined) return rest({ is: 'held', why });
  if (head.mode === 'preview') return rest({ is: 'ready' });
  const made = result();
  if (made === 'typed') return rest({ is: 'filing' });
  const left = nextAt - now;
  if (left <= 0 || made === 'filed') return { is: 'claim' };
  const is = left > head.interval * 1000 ? 'waiting' : 'countdown';
  return { is: 'rest', phase: { is, until: nextAt }, again: Math.min(left, lookAgain) };
}
