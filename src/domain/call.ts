/**
 * One call, made of everything the PBX has said about it. Events come late, twice and out of order,
 * so the state is a function of the *set* of events, never of "the next one".
 *
 *     ringing -> active -> ended
 *     ringing ----------> ended        nothing leaves `ended`
 */

export type Direction = 'inbound' | 'outbound';
export type Disposition = 'answered' | 'no_answer' | 'busy' | 'failed' | 'rejected' | 'voicemail';
export type CallEventType = 'ringing' | 'answered' | 'ended' | 'recorded';

/** One parsed event of `POST /v1/events`. */
export interface CallEvent {
  readonly id: string;
  readonly call_id: string;
  readonly type: CallEventType;
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  readonly extensions: readonly string[];
  /** ISO 8601 in UTC with milliseconds, so that text order is time order. */
  readonly at: string;
  /** Seconds of talk. */
  readonly duration?: number;
  readonly disposition?: Disposition;
  readonly recording_url?: string;
  /** Of `ringing`: why it rings whom it names (`ring-reason.ts`). */
  readonly reason?: string;
}

export interface CallState {
  readonly call_id: string;
  readonly state: 'ringing' | 'active' | 'ended';
  readonly direction: Direction;
  readonly phone: string;
  readonly line: string;
  readonly extensions: readonly string[];
  readonly started_at: string;
  readonly answered_at?: string;
  readonly ended_at?: string;
  readonly duration?: number;
  readonly disposition?: Disposition;
  readonly recording_url?: string;
  /** Why it rang, by extension. */
  readonly reasons?: Readonly<Record<string, string>>;
}

/** A call as agents are told of it: `seq` grows with every change within one account. */
export interface Call extends CallState {
  readonly seq: number;
}

const byTime = (a: CallEvent, b: CallEvent): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

// A server folds thousands of calls in a second, most of them of one to three events: no copy that need not be.
const inOrder = (events: readonly CallEvent[]): readonly CallEvent[] =>
  events.length < 2 ? events : [...events].sort(byTime);

/** In order; of several with one id the last, in the first one's place. */
function distinctOf(events: readonly CallEvent[]): readonly CallEvent[] {
  const sorted = inOrder(events);
  if (sorted.length < 2 || new Set(sorted.map(({ id }) => id)).size === sorted.length) return sorted;
  return [...new Map(sorted.map((event) => [event.id, event])).values()];
}

function extensionsOf(events: readonly CallEvent[]): string[] {
  const found = new Set<string>();
  for (const { extensions } of events) for (const extension of extensions) found.add(extension);
  return [...found];
}

/** Why it rang, by extension; undefined: nobody said. */
function reasonsOf(ringing: readonly CallEvent[]): Record<string, string> | undefined {
  if (ringing.every(({ reason }) => reason === undefined)) return undefined;
  const pairs = ringing.flatMap(({ extensions, reason }) =>
    reason === undefined ? [] : extensions.map((extension) => [extension, reason] as const),
  );
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

const firstFilled = (...lists: (readonly string[])[]): readonly string[] =>
  lists.find(({ length }) => length > 0) ?? [];

const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

const seconds = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

/** Everybody whom any event named: they are told of the call until its end, or their card would ring on. */
export const everConcerned = (events: readonly CallEvent[]): string[] => extensionsOf(inOrder(events));

/** Undefined while nothing but a recording is known: whether such a call rings or is over, nobody can tell. */
export function callState(events: readonly CallEvent[]): CallState | undefined {
  const distinct = distinctOf(events);
  const of: Record<CallEventType, CallEvent[]> = { ringing: [], answered: [], ended: [], recorded: [] };
  for (const event of distinct) of[event.type].push(event);
  const { ringing, answered, ended, recorded } = of;
  const first = ringing[0] ?? answered[0] ?? ended[0];
  if (first === undefined) return undefined;

  const told = (side: 'from' | 'to'): string =>
    first[side] === '' ? (distinct.find((event) => event[side] !== '')?.[side] ?? '') : first[side];
  const [phone, line] =
    first.direction === 'inbound' ? [told('from'), told('to')] : [told('to'), told('from')];
  const end = last(ended);
  const answeredAt = answered[0]?.at;
  const recording = last(
    [...ended, ...recorded].filter(({ recording_url }) => recording_url !== undefined),
  )?.recording_url;
  const rang = extensionsOf(ringing);
  const reasons = reasonsOf(ringing);

  const base = {
    call_id: first.call_id,
    direction: first.direction,
    phone,
    line,
    started_at: first.at,
    ...(answeredAt !== undefined && { answered_at: answeredAt }),
    ...(recording !== undefined && { recording_url: recording }),
    ...(reasons !== undefined && { reasons }),
  };
  if (end !== undefined) {
    const wasAnswered = answeredAt !== undefined || end.disposition === 'answered';
    return {
      ...base,
      state: 'ended',
      extensions: wasAnswered
        ? firstFilled(extensionsOf(answered), end.extensions, rang)
        : extensionsOf([...ringing, ...ended]),
      ended_at: end.at,
      duration: end.duration ?? (answeredAt === undefined ? 0 : seconds(answeredAt, end.at)),
      disposition: end.disposition ?? (wasAnswered ? 'answered' : 'no_answer'),
    };
  }
  const talking = last(answered);
  return talking === undefined
    ? { ...base, state: 'ringing', extensions: rang }
    : { ...base, state: 'active', extensions: firstFilled(talking.extensions, rang) };
}
