import type { EngineMessage } from '../engine';

/** What is wrong with a request, for whoever sent it. */
export class BadRequest extends Error {}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads `{ id, message, line?, customer? }`. Throws `BadRequest` with every fault. */
export function readAsked(text: string): EngineMessage {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new BadRequest('the body is not JSON: send {"id":"…","line":"…","message":{"routing":{…}}}');
  }
  if (!isObject(given)) throw new BadRequest('the body must be an object with id and message');
  const { id, line, customer, message } = given;
  const faults: string[] = [];
  if (typeof id !== 'string' || id === '' || id.length > 200)
    faults.push("id: must be text of 1 to 200 characters, the call's own id");
  if (!isObject(message)) faults.push('message: must be an object, what the script gets as data');
  for (const [name, value] of Object.entries({ line, customer }))
    if (value !== undefined && typeof value !== 'string') faults.push(`${name}: must be text, or left out`);
  for (const name of Object.keys(given))
    if (!['id', 'line', 'customer', 'message'].includes(name)) faults.push(`${name}: is not known here`);
  if (faults.length > 0) throw new BadRequest(faults.join('; '));
  return given as unknown as EngineMessage;
}
