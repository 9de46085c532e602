import type { Violation } from './problem';

type Report = (code: Violation['code'], path: string, detail: string) => void;

/** Reads one value; undefined after a violation that it has reported. */
export type Rule<T> = (value: unknown, path: string, report: Report) => T | undefined;
export type Ruled<R> = R extends Rule<infer T> ? T : never;

function typed<T>(name: string, is: (value: unknown) => value is T): Rule<T> {
  return (value, path, report) => {
    if (is(value)) return value;
    if (value === null) report('NotNullable', path, 'This value should not be null.');
    else report('InvalidType', path, `This value should be of type ${name}.`);
    return undefined;
  };
}

export const int = typed('int', (value): value is number => Number.isInteger(value));
export const number = typed('numeric', (value): value is number => typeof value === 'number');
export const text = typed('string', (value): value is string => typeof value === 'string');
export const flag = typed('bool', (value): value is boolean => typeof value === 'boolean');
export const intOrText = typed(
  'int|string',
  (value): value is number | string => Number.isInteger(value) || typeof value === 'string',
);
export const scalar = typed('string', (value): value is number | string | boolean =>
  ['number', 'string', 'boolean'].includes(typeof value),
);
export const anyObject = typed(
  'object',
  (value): value is Record<string, unknown> => typeof value === 'object' && value !== null,
);

export const filledText: Rule<string> = (value, path, report) => {
  const read = text(value, path, report);
  if (read?.trim() !== '') return read;
  report('NotBlank', path, 'This value should not be blank.');
  return undefined;
};

export const nullable =
  <T>(rule: Rule<T>): Rule<T | null> =>
  (value, path, report) =>
    value === null ? null : rule(value, path, report);

/** Only what `allowed` accepts; told as a wrong choice. */
export const choice =
  <T>(rule: Rule<T>, allowed: (value: T) => boolean): Rule<T> =>
  (value, path, report) => {
    const read = rule(value, path, report);
    if (read === undefined || allowed(read)) return read;
    report('NotSupportedChoice', path, 'The value you selected is not a valid choice.');
    return undefined;
  };

export const oneOf = <const T extends string>(words: readonly T[]): Rule<T> =>
  choice(text, (value) => (words as readonly string[]).includes(value)) as Rule<T>;

export const listOf =
  <T>(item: Rule<T>, most = Infinity): Rule<T[]> =>
  (value, path, report) => {
    if (!Array.isArray(value)) {
      report(value === null ? 'NotNullable' : 'InvalidType', path, 'This value should be of type array.');
      return undefined;
    }
    if (value.length > most) {
      report('InvalidValue', path, `This collection should contain ${most} elements or less.`);
      return undefined;
    }
    return value
      .map((each: unknown, index) => item(each, `${path}.${index}`, report))
      .filter((each) => each !== undefined);
  };

interface Required<T> {
  rule: Rule<T>;
  required: true;
}
export const required = <T>(rule: Rule<T>): Required<T> => ({ rule, required: true });

type Fields = Record<string, Rule<unknown> | Required<unknown>>;
export type Read<F extends Fields> = {
  [K in keyof F as F[K] extends Required<unknown> ? K : never]: F[K] extends Required<infer T> ? T : never;
} & {
  [K in keyof F as F[K] extends Required<unknown> ? never : K]?: F[K] extends Rule<infer T>
    ? T | undefined
    : never;
};

/** An object with these fields; others are dropped, or refused when it is `closed`. */
export function object<F extends Fields>(fields: F, { closed = false } = {}): Rule<Read<F>> {
  return (value, path, report) => {
    const under = (name: string) => (path === '' ? name : `${path}.${name}`);
    if (typeof value !== 'object' || value === null) {
      report(value === null ? 'NotNullable' : 'InvalidType', path, 'This value should be of type object.');
      return undefined;
    }
    const given = value as Record<string, unknown>;
    const read: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(fields)) {
      const needed = typeof field !== 'function';
      if (name in given) read[name] = (needed ? field.rule : field)(given[name], under(name), report);
      else if (needed) report('FieldMissing', under(name), 'This field is missing.');
    }
    for (const name of closed ? Object.keys(given) : []) {
      if (!(name in fields)) report('FieldNotExpected', under(name), 'This field was not expected.');
    }
    return read as Read<F>;
  };
}
