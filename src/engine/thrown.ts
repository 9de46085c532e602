import type { Outcome } from './outcome';
import { failed } from './outcome';

/** What a script threw or rejected with, as told from inside the sandbox. */
export interface Thrown {
  /** The error's class, or the type of what was thrown instead of one. */
  readonly name: string;
  readonly message: string;
  /** `script.js:12:3`, where known. */
  readonly at?: string;
  /** The old style of refusing: `[480, 'Text']`. */
  readonly pair?: readonly [unknown, unknown];
}

const coded = /^([1-6]\d\d) (\S.*)$/s;

/** Reads what the platform reads: `NNN text` refuses the call, anything else is a failure of the script. */
export function outcomeOfThrown(thrown: Thrown): Outcome {
  if (thrown.pair !== undefined) {
    const [code, text] = thrown.pair;
    if (typeof code === 'number' && Number.isInteger(code) && code >= 100 && code < 700)
      return { kind: 'refused', code, text: typeof text === 'string' ? text : 'Script Error' };
  }
  const [, code, text] = coded.exec(thrown.message) ?? [];
  if (code !== undefined && text !== undefined) return { kind: 'refused', code: Number(code), text };
  if (thrown.name === 'InternalError' && thrown.message.includes('out of memory'))
    return failed('memory', thrown.message);
  if (/stack (size|overflow)|call stack/i.test(thrown.message)) return failed('stack', said(thrown));
  if (thrown.name === 'SyntaxError') return failed('syntax', said(thrown));
  return failed('threw', said(thrown));
}

const said = ({ name, message, at }: Thrown): string =>
  `${name}${message === '' ? '' : `: ${message}`}${at === undefined ? '' : ` (${at})`}`;
