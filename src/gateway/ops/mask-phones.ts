/** Seven digits or more, however a person writes them. */
const number = /\+?\d(?:[\s().-]{0,2}\d){6,}/g;
/** What is no telephone number though it is made of digits: who would follow a call by a masked id? */
const plain = new Set(['call_id', 'time', 'pid', 'responseTime', 'at', 'started_at', 'account', 'user_id']);
const deepest = 6;

/** All but the last two digits hidden, times of day and dates left as they are. */
export const maskPhones = (text: string): string =>
  text.replace(number, (found) =>
    /^\d{4}-\d\d-\d\d/.test(found) ? found : `${'*'.repeat(3)}${found.replace(/\D/g, '').slice(-2)}`,
  );

/** The same for everything in a log line, whatever its shape. */
export function maskedLine(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskPhones(value);
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((one) => maskedLine(one, depth + 1));
  // Errors keep what they are until the log's own writer has made a line of them.
  if (value instanceof Error) {
    const { name, message, stack } = value;
    return { type: name, message: maskPhones(message), stack: maskPhones(stack ?? '') };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, plain.has(name) ? one : maskedLine(one, depth + 1)]),
  );
}
