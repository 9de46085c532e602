/** `POST /v1/events`: what a PBX may say about its calls. Nothing is believed until parsed here. */

import type { CallEvent } from '../domain/call';
import { instant, listOf, nothing, oneOf, optional, read, record, seconds, text, webAddress } from './fields';
import type { EventFault, FaultOf } from './fields';

export type { EventFault } from './fields';

/** Events in one request. */
export const mostEvents = 500;

const types = ['ringing', 'answered', 'ended', 'recorded'] as const;
const directions = ['inbound', 'outbound'] as const;
const dispositions = ['answered', 'no_answer', 'busy', 'failed', 'rejected', 'voicemail'] as const;

const eventType = oneOf(types);
const eventDirection = oneOf(directions);
const identifier = text(1, 128);
const number = text(0, 64);
const extensions = listOf(text(1, 32, { trimmed: true }), 100);
const duration = optional(seconds);
const disposition = optional(oneOf(dispositions));
const recording = optional(webAddress(2048));
const why = optional(text(0, 200));

type Filling = { -readonly [K in keyof CallEvent]: CallEvent[K] };

function parseEvent(raw: unknown, report: FaultOf): CallEvent | undefined {
  const given = record(raw, report);
  if (given === undefined) return undefined;
  const id = read(given['id'], 'id', identifier, report);
  const call_id = read(given['call_id'], 'call_id', identifier, report);
  const type = read(given['type'], 'type', eventType, report);
  const direction = read(given['direction'], 'direction', eventDirection, report);
  const from = read(given['from'], 'from', number, report);
  const to = read(given['to'], 'to', number, report);
  const named = read(given['extensions'], 'extensions', extensions, report);
  const at = read(given['at'], 'at', instant, report);
  const lasted = read(given['duration'], 'duration', duration, report);
  const outcome = read(given['disposition'], 'disposition', disposition, report);
  const recording_url = read(given['recording_url'], 'recording_url', recording, report);
  const reason = read(given['reason'], 'reason', why, report);
  if (type === 'ended' && outcome === nothing) {
    report('disposition', 'required', `An "ended" event needs a disposition: ${dispositions.join(', ')}.`);
  }
  if (type === 'recorded' && recording_url === nothing) {
    report('recording_url', 'required', 'A "recorded" event needs the address of the recording.');
  }
  if (
    id === undefined ||
    call_id === undefined ||
    type === undefined ||
    direction === undefined ||
    from === undefined ||
    to === undefined ||
    named === undefined ||
    at === undefined
  ) {
    return undefined;
  }
  const distinct = named.length < 2 ? named : [...new Set(named)];
  // Filled in bit by bit: thousands of these are made in a second.
  const event: Filling = { id, call_id, type, direction, from, to, extensions: distinct, at };
  const ended = type === 'ended';
  if (ended && typeof lasted === 'number') event.duration = lasted;
  if (ended && typeof outcome === 'string') event.disposition = outcome;
  if (type === 'ringing' && typeof reason === 'string' && reason !== '') event.reason = reason;
  if ((ended || type === 'recorded') && typeof recording_url === 'string')
    event.recording_url = recording_url;
  return event;
}

export type ParsedEvents =
  { readonly events: readonly CallEvent[] } | { readonly faults: readonly EventFault[] };

/** One event or an array of up to 500; every fault of every event is listed, by index (0 for a single one) and field. */
export function parsePbxEvents(body: unknown): ParsedEvents {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (list.length > mostEvents) {
    const message = `${list.length} events in one request: send at most ${mostEvents}.`;
    return { faults: [{ index: mostEvents, field: '', code: 'too_many', message }] };
  }
  const faults: EventFault[] = [];
  const events: CallEvent[] = [];
  for (const [index, raw] of list.entries()) {
    const event = parseEvent(raw, (field, code, message) => faults.push({ index, field, code, message }));
    if (event !== undefined) events.push(event);
  }
  return faults.length > 0 ? { faults } : { events };
}
