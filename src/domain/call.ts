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

type Filling = { -readonly [K in keyof CallState]: CallState[K] };

/** A call as agents are told of it: `seq` grows with every change within one account. */
export interface Call extends CallState {
  readonly seq: number;
}

const byTime = (a: CallEvent, b: CallEvent): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

// A server folds thousands of calls in a second, most of them of one to three events that came in order: no copy that
// need not be.
const inOrder = (events: readonly CallEvent[]): readonly CallEvent[] =>
  events.every((event, index) => index === 0 || byTime(events[index - 1] ?? event, event) <= 0)
    ? events
    : [...events].sort(byTime);

const isTwice = ({ id }: CallEvent, index: number, all: readonly CallEvent[]): boolean =>
  all.findIndex((event) => event.id === id) < index;
/** So many are compared with each other sooner than put into a set. */
const few = 4;

/** In order; of several with one id the last, in the first one's place. */
function distinctOf(events: readonly CallEvent[]): readonly CallEvent[] {
  const sorted = inOrder(events);
  const isDistinct =
    sorted.length <= few ? !sorted.some(isTwice) : new Set(sorted.map(({ id }) => id)).size === sorted.length;
  return isDistinct ? sorted : [...new Map(sorted.map((event) => [event.id, event])).values()];
}

function extensionsOf(events: readonly CallEvent[]): string[] {
  const [first] = events;
  if (first === undefined) return [];
  // Most calls ring one telephone.
  const [only = ''] = first.extensions;
  if (events.every(({ extensions }) => extensions.length === 1 && extensions[0] === only)) return [only];
  const found = new Set<string>(first.extensions);
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

const recordedIn = (events: readonly CallEvent[]): CallEvent | undefined =>
  last(events.filter(({ recording_url }) => recording_url !== undefined));

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
  const recording = (recordedIn(recorded) ?? recordedIn(ended))?.recording_url;
  const rang = extensionsOf(ringing);
  const reasons = reasonsOf(ringing);

  // Filled in bit by bit: thousands of these are made in a second.
  const call: Filling = {
    call_id: first.call_id,
    state: 'ringing',
    direction: first.direction,
    phone,
    line,
    extensions: rang,
    started_at: first.at,
  };
  if (answeredAt !== undefined) call.answered_at = answeredAt;
  if (recording !== undefined) call.recording_url = recording;
  if (reasons !== undefined) call.reasons = reasons;
  const talking = last(answered);
  if (end !== undefined) {
    const wasAnswered = answeredAt !== undefined || end.disposition === 'answered';
    call.state = 'ended';
    call.extensions = wasAnswered
      ? firstFilled(extensionsOf(answered), end.extensions, rang)
      : extensionsOf([...ringing, ...ended]);
    call.ended_at = end.at;
    call.duration = end.duration ?? (answeredAt === undefined ? 0 : seconds(answeredAt, end.at));
    call.disposition = end.disposition ?? (wasAnswered ? 'answered' : 'no_answer');
  } else if (talking !== undefined) {
    call.state = 'active';
    call.extensions = firstFilled(talking.extensions, rang);
  }
  return call;
}
