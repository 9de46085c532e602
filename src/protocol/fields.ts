/** Exact readers of fields that strangers filled in. Messages never repeat a value: it may be somebody's number. */

export type EventFaultCode =
  | 'required'
  | 'wrong_type'
  | 'wrong_length'
  | 'wrong_value'
  | 'forbidden_character'
  | 'out_of_range'
  | 'too_many';

export interface EventFault {
  /** Place in the array that was sent, from 0. */
  readonly index: number;
  /** Name of the field, with the place inside a list (`extensions[2]`); empty: the event itself. */
  readonly field: string;
  readonly code: EventFaultCode;
  readonly message: string;
}

export type FaultOf = (field: string, code: EventFaultCode, message: string) => void;

/** Reads one value; undefined after a fault that it has reported. */
export type Field<T> = (value: unknown, name: string, report: FaultOf) => T | undefined;

const unreported: FaultOf = () => undefined;

/** An optional field that is absent: null in JSON, or not there at all. */
export const nothing = null;

/** Control characters and halves of surrogate pairs: no PBX means them, and they break logs and terminals. */
const forbidden = /[\p{Cc}\p{Cs}]/u;

export const text =
  (least: number, most: number, { trimmed = false } = {}): Field<string> =>
  (value, name, report) => {
    if (typeof value !== 'string') {
      report(
        name,
        'wrong_type',
        `${name} must be a string${typeof value === 'number' ? ': put it in quotes' : ''}.`,
      );
      return undefined;
    }
    const kept = trimmed ? value.trim() : value;
    if (kept.length < least || kept.length > most) {
      report(
        name,
        'wrong_length',
        `${name} must have ${least} to ${most} characters, it has ${kept.length}.`,
      );
      return undefined;
    }
    if (forbidden.test(kept)) {
      report(
        name,
        'forbidden_character',
        `${name} must not hold control characters or halves of surrogate pairs.`,
      );
      return undefined;
    }
    return kept;
  };

export const oneOf =
  <const T extends string>(allowed: readonly T[]): Field<T> =>
  (value, name, report) => {
    const at = (allowed as readonly unknown[]).indexOf(value);
    if (at < 0) report(name, 'wrong_value', `${name} must be one of: ${allowed.join(', ')}.`);
    return allowed[at];
  };

export const listOf =
  <T>(item: Field<T>, most: number): Field<readonly T[]> =>
  (value, name, report) => {
    if (!Array.isArray(value)) {
      report(name, 'wrong_type', `${name} must be an array.`);
      return undefined;
    }
    if (value.length > most) {
      report(name, 'too_many', `${name} must hold at most ${most} items, it holds ${value.length}.`);
      return undefined;
    }
    const items: T[] = [];
    for (const each of value as readonly unknown[]) {
      const read = item(each, name, unreported);
      if (read !== undefined) items.push(read);
    }
    if (items.length === value.length) return items;
    value.forEach((each, index) => item(each, `${name}[${index}]`, report));
    return undefined;
  };

export const optional =
  <T>(field: Field<T>): Field<T | typeof nothing> =>
  (value, name, report) =>
    value === undefined || value === null ? nothing : field(value, name, report);

/** A week: whatever is longer is a counter gone wrong. */
const longestCall = 7 * 24 * 3600;

export const seconds: Field<number> = (value, name, report) => {
  if (typeof value !== 'number') {
    report(name, 'wrong_type', `${name} must be a number of whole seconds.`);
    return undefined;
  }
  if (!Number.isInteger(value) || value < 0 || value > longestCall) {
    report(name, 'out_of_range', `${name} must be whole seconds from 0 to ${longestCall}.`);
    return undefined;
  }
  return value;
};

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)$/i;

/** As it is kept, on a day that every month has. */
const kept = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
/** As it is kept, which most programs write: then nothing of it need be taken apart. */
const isCanonical = (value: unknown): value is string => {
  if (typeof value !== 'string') return false;
  if (kept.test(value)) return true;
  if (value.length !== 24 || value < '2000-01-01' || value >= '2101') return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === value;
};

/** An ISO 8601 instant with its zone, made UTC with milliseconds. */
export const instant: Field<string> = (value, name, report) => {
  if (isCanonical(value)) return value;
  const found = typeof value === 'string' ? iso.exec(value) : null;
  const example = 'such as 2026-01-31T10:00:00.000Z or 2026-01-31T13:00:00+03:00';
  if (found === null) {
    const code = typeof value === 'string' ? 'wrong_value' : 'wrong_type';
    report(name, code, `${name} must be an ISO 8601 date and time with its zone, ${example}.`);
    return undefined;
  }
  const part = (index: number) => Number(found[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  const zone = (found[8] ?? 'Z').replace(':', '');
  const ahead = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const real =
    month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
  if (!real || Number(zone.slice(3, 5)) > 59 || ahead > 14 * 60) {
    report(
      name,
      'wrong_value',
      `${name} names a day, an hour or a zone that does not exist; write it ${example}.`,
    );
    return undefined;
  }
  if (year < 2000 || year > 2100) {
    report(name, 'out_of_range', `${name} must lie between the years 2000 and 2100.`);
    return undefined;
  }
  const ms = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return new Date(utc - (zone.startsWith('-') ? -ahead : ahead) * 60_000).toISOString();
};

/** Only what an `<audio>` or a link may be given: http(s), a host, no name and password, nothing that ends an attribute. */
const address = /^https?:\/\/[^\s/?#@\\"'<>`]+(?:[/?#][^\s\\"'<>`]*)?$/i;

export const webAddress =
  (most: number): Field<string> =>
  (value, name, report) => {
    const read = text(1, most)(value, name, report);
    if (read === undefined || address.test(read)) return read;
    report(
      name,
      'wrong_value',
      `${name} must be a web address: http:// or https://, without a user name in it.`,
    );
    return undefined;
  };

/** An object as strangers fill it in; undefined after the fault that it is none. */
export function record(raw: unknown, report: FaultOf): Readonly<Record<string, unknown>> | undefined {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as Record<string, unknown>;
  report('', 'wrong_type', 'An event must be a JSON object.');
  return undefined;
}

/** One field of a record. */
export function read<T>(value: unknown, name: string, field: Field<T>, report: FaultOf): T | undefined {
  // An optional field reads absence as `nothing`; of any other, say that it is missing rather than of a wrong type.
  if (value !== undefined) return field(value, name, report);
  const absent = field(undefined, name, unreported);
  if (absent === undefined) report(name, 'required', `${name} is missing.`);
  return absent;
}
