import type { CallEvent, Direction, Disposition } from '../../domain/call';

/** A channel of a call that has not hung up. */
export interface LiveChannel {
  readonly name: string;
  readonly agent: string | null;
}

/** A call of Asterisk that has not ended; plain data, to be kept over a restart. */
export interface LiveCall {
  /** `Linkedid`: that of its first channel. */
  readonly id: string;
  /** By which the phone knows it that makes it, where the dial plan says so: then its events carry this. */
  name?: string;
  direction: Direction;
  from: string;
  to: string;
  /** The agent who began it. */
  caller: string | null;
  /** By `Uniqueid`. */
  channels: Readonly<Record<string, LiveChannel>>;
  /** The gateway was told of it. */
  told: boolean;
  answered: boolean;
  talker: string | null;
  /** How often each channel has become the one who talks; none in what an older version kept. */
  turns?: Readonly<Record<string, number>>;
  /** `DialStatus` of the last try, and why the first channel hung up. */
  status: string;
  cause: string;
}

/** `caller`: the agent who begins it, or null. */
export const newCall = (id: string, caller: string | null, from: string, to: string): LiveCall => ({
  ...{ id, direction: caller === null ? 'inbound' : 'outbound', from, to, caller, channels: {} },
  ...{ told: false, answered: false, talker: null, status: '', cause: '' },
});

type More = Pick<CallEvent, 'reason'> | Pick<CallEvent, 'disposition'>;

/** One event of this call. `leg`: what makes it the same event when it is heard again. */
export function eventOf(
  call: LiveCall,
  type: 'ringing' | 'answered' | 'ended',
  leg: string,
  extensions: readonly string[],
  at: string,
  more: More = {},
): CallEvent {
  call.told = true;
  const { direction, from, to } = call;
  const id = call.name ?? call.id;
  return {
    id: `${id}:${type}${leg === '' ? '' : `:${leg}`}`,
    call_id: id,
    type,
    direction,
    from,
    to,
    extensions,
    at,
    ...more,
  };
}

/** Q.850 causes by which Asterisk says why a channel ended. */
const byCause: Readonly<Record<string, Disposition>> = {
  16: 'no_answer',
  17: 'busy',
  18: 'no_answer',
  19: 'no_answer',
  21: 'rejected',
  26: 'no_answer',
};
const byStatus: Readonly<Record<string, Disposition>> = {
  BUSY: 'busy',
  NOANSWER: 'no_answer',
  CANCEL: 'no_answer',
  DONTCALL: 'rejected',
  CHANUNAVAIL: 'failed',
  CONGESTION: 'failed',
  INVALIDARGS: 'failed',
};

/** Nobody's phone has rung: there is no such number, no way to it, or no line is free. */
const unreachable = new Set(['1', '2', '3', '22', '27', '28', '34', '38', '41', '42', '44']);

/** What became of a call that is over. A caller who was not answered has hung up, whatever the phones said. */
export function dispositionOf({ answered, direction, status, cause }: LiveCall): Disposition {
  if (answered) return 'answered';
  if (direction === 'inbound') return 'no_answer';
  // Asterisk calls that "no answer", too.
  if (status === 'NOANSWER' && unreachable.has(cause)) return 'failed';
  return byStatus[status] ?? byCause[cause] ?? 'failed';
}
