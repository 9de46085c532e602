import type { Call, Direction, Disposition } from '../domain/call';
import type { CaughtUp, SessionAnswer } from './agent-socket';
import { parseSipAccount } from './parse-sip-account';

const directions: readonly Direction[] = ['inbound', 'outbound'];
const states = ['ringing', 'active', 'ended'] as const;
const dispositions: readonly Disposition[] = [
  'answered',
  'no_answer',
  'busy',
  'failed',
  'rejected',
  'voicemail',
];

type Fields = Record<string, unknown>;

const fieldsOf = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});
const oneOf = <T>(list: readonly T[], value: unknown): T | undefined => list.find((item) => item === value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const time = (value: unknown): string | undefined =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;
const whole = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
const webAddress = (value: unknown): string | undefined =>
  typeof value === 'string' && /^https?:\/\/[^\s]+$/i.test(value) ? value : undefined;

const longestReason = 200;

function reasonsIn(raw: unknown): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(fieldsOf(raw)).flatMap(([extension, reason]) =>
    typeof reason === 'string' ? [[extension, reason.slice(0, longestReason)] as const] : [],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Undefined when anything that a call cannot be without is missing or of another shape. */
export function parseCall(raw: unknown): Call | undefined {
  const given = fieldsOf(raw);
  const callId = text(given['call_id']);
  const state = oneOf(states, given['state']);
  const direction = oneOf(directions, given['direction']);
  const [phone, line] = [text(given['phone']), text(given['line'])];
  const started = time(given['started_at']);
  const seq = whole(given['seq']);
  const extensions = given['extensions'];
  if (callId === undefined || state === undefined || direction === undefined || phone === undefined)
    return undefined;
  if (line === undefined || started === undefined || seq === undefined || !Array.isArray(extensions))
    return undefined;
  const optional = {
    answered_at: time(given['answered_at']),
    ended_at: time(given['ended_at']),
    duration: whole(given['duration']),
    disposition: oneOf(dispositions, given['disposition']),
    recording_url: webAddress(given['recording_url']),
    reasons: reasonsIn(given['reasons']),
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return {
    call_id: callId,
    state,
    direction,
    phone,
    line,
    extensions: extensions.filter((item): item is string => typeof item === 'string'),
    started_at: started,
    seq,
    ...(known as Partial<Call>),
  };
}

export function parseCaughtUp(raw: unknown): CaughtUp | undefined {
  const given = fieldsOf(raw);
  const [seq, now] = [whole(given['seq']), whole(given['now'])];
  return seq === undefined || now === undefined ? undefined : { seq, now };
}

export function parseSession(raw: unknown): SessionAnswer | undefined {
  const given = fieldsOf(raw);
  const [token, expires] = [text(given['token']), time(given['expires_at'])];
  const [user, extension] = [whole(given['user_id']), given['extension']];
  if (token === undefined || expires === undefined || user === undefined) return undefined;
  if (extension !== null && typeof extension !== 'string') return undefined;
  return {
    token,
    expires_at: expires,
    user_id: user,
    extension,
    logging: given['logging'] === true,
    sip: parseSipAccount(given['sip']),
    originates: given['originates'] === true,
  };
}
