import type { CallEvent } from '../domain/call';

const event = '{"id":"","call_id":"","type":"","direction":"","from":"","to":"","extensions":[],"at":""}';
const duration = ',"duration":';
const disposition = ',"disposition":""';
const recording = ',"recording_url":""';
const reason = ',"reason":""';

/** Characters of its JSON at least: with something escaped there are more. */
function lengthOf(given: CallEvent): number {
  let length = event.length + given.id.length + given.call_id.length + given.type.length;
  length += given.direction.length + given.from.length + given.to.length + given.at.length;
  for (const extension of given.extensions) length += extension.length + 3;
  if (given.extensions.length > 0) length -= 1;
  if (given.duration !== undefined) length += duration.length + String(given.duration).length;
  if (given.disposition !== undefined) length += disposition.length + given.disposition.length;
  if (given.recording_url !== undefined) length += recording.length + given.recording_url.length;
  if (given.reason !== undefined) length += reason.length + given.reason.length;
  return length;
}

/** Whether JSON says it in fewer characters than are counted: of an instant with less to it, of `6e3` for 6000. */
const isSaidShorter = ({ at, duration: lasted = 0 }: CallEvent, sent: unknown): boolean =>
  at !== (sent as Partial<CallEvent>).at || (lasted >= 1000 && lasted % 1000 === 0);

/**
 * JSON of these events, with commas between, out of the body that was sent, if that says them and nothing else; they
 * need not be written anew then, thousands in a second. It does if it is no longer than it must be: a further field, a
 * value that was not kept or a blank would make it longer. `sent`: what the body holds.
 */
export function eventsAsSent(
  body: string,
  sent: readonly unknown[],
  events: readonly CallEvent[],
): string | undefined {
  const isList = body.startsWith('[');
  let length = events.length - 1 + (isList ? 2 : 0);
  for (const [index, given] of events.entries()) {
    if (isSaidShorter(given, sent[index])) return undefined;
    length += lengthOf(given);
  }
  if (body.length !== length) return undefined;
  return isList ? body.slice(1, -1) : body;
}
