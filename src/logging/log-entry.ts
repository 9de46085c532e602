import type { CallState } from '../domain/call';
import type { CallStatus } from '../domain/call-result';
import { clientNotCalled } from '../domain/own-phone';
import type { DialPlan } from '../domain/dial-plan';
import { parsePhone } from '../domain/phone-number';

/** One item of `POST /api/v4/calls` (amoCRM API, "calls"). Keys without a value are left out: null is refused. */
export interface LogEntry {
  readonly direction: 'inbound' | 'outbound';
  readonly phone: string;
  /** Seconds. */
  readonly duration: number;
  readonly source: string;
  readonly uniq: string;
  readonly call_status: CallStatus;
  /** A number is a user's id, and shown by their name; a text is shown as it is. */
  readonly call_responsible?: number | string;
  readonly responsible_user_id?: number;
  readonly created_by?: number;
  /** Unix seconds. */
  readonly created_at: number;
  readonly link?: string;
  readonly request_id: string;
}

export interface EntryParts {
  readonly dialPlan: DialPlan;
  /** Code of the widget, by which the CRM's feed finds its player. */
  readonly source: string;
  readonly userOf: (extension: string) => number | undefined;
  /** The recording as the CRM's users may hear it; undefined: none is known. */
  readonly link: string | undefined;
  readonly status: CallStatus | null;
}

/** Why a call belongs in nobody's card; undefined: it may belong in one. */
export function skipReason(
  call: CallState,
  dialPlan: DialPlan,
): 'internal' | 'hidden_number' | 'not_called' | undefined {
  const { phone } = call;
  if (clientNotCalled(call)) return 'not_called';
  const { kind } = parsePhone(phone, dialPlan);
  return kind === 'internal' ? 'internal' : kind === 'none' ? 'hidden_number' : undefined;
}

export const wasAnswered = ({ disposition }: CallState): boolean => disposition === 'answered';

/** In words of the calls' API: 4 conversation took place, 6 not reached, 7 busy, 1 left a message. */
function statusOf({ disposition, direction }: CallState): CallStatus {
  if (disposition === 'answered') return 4;
  if (disposition === 'voicemail') return 1;
  return disposition === 'busy' && direction === 'outbound' ? 7 : 6;
}

/** In international form where the country is clear: the CRM compares the last ten digits. */
export function clientNumber(phone: string, dialPlan: DialPlan): string {
  const number = parsePhone(phone, dialPlan);
  if (number.kind !== 'outside') return phone;
  return number.e164 === undefined ? number.digits : `+${number.e164}`;
}

export function logEntry(call: CallState, parts: EntryParts): LogEntry {
  const { dialPlan, source, userOf, link, status } = parts;
  const [extension] = call.extensions;
  const user = extension === undefined ? undefined : userOf(extension);
  return {
    direction: call.direction,
    phone: clientNumber(call.phone, dialPlan),
    duration: call.duration ?? 0,
    source,
    uniq: call.call_id,
    call_status: status ?? statusOf(call),
    ...(extension !== undefined && { call_responsible: user ?? extension }),
    // Analytics counts a call only where its author and its responsible user are one (amoCRM API, "notes").
    ...(user !== undefined && { responsible_user_id: user, created_by: user }),
    created_at: Math.floor(Date.parse(call.started_at) / 1000),
    ...(link !== undefined && { link }),
    request_id: call.call_id,
  };
}
