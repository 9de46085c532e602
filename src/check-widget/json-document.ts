import type { Position } from './sighting';
import { positionAt } from './text-position';

/** JSON text, read with the place of every key. */
export interface JsonDocument {
  readonly value: unknown;
  /** Where the value of a path such as `widget.locale` begins; of its nearest parent, if the path is absent. */
  readonly positionOf: (path: string) => Position;
  readonly duplicates: readonly { readonly path: string; readonly at: Position }[];
}

export interface JsonError {
  readonly error: string;
  readonly at: Position;
}

const deepest = 200;
const blank = /[ \t\r\n]*/y;
const literal =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Unexpected extends Error {
  readonly offset: number;

  constructor(what: string, offset: number) {
    super(what);
    this.offset = offset;
  }
}

/** Parses strict JSON, as JSON.parse does, but says where a fault is and what stood there. */
export function parseJson(text: string): JsonDocument | JsonError {
  const offsets = new Map<string, number>();
  const duplicates: { path: string; at: Position }[] = [];
  let at = 0;

  function skipBlank(): void {
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
  }

  function unexpected(wanted: string): Unexpected {
    const found = text[at];
    if (found === undefined) return new Unexpected(`the text ends where ${wanted} should be`, at);
    if (text.startsWith('//', at) || text.startsWith('/*', at))
      return new Unexpected('a comment is not allowed', at);
    if (found === '"')
      return new Unexpected(`a text in quotation marks is broken, or stands where ${wanted} should be`, at);
    return new Unexpected(`${JSON.stringify(found)} stands where ${wanted} should be`, at);
  }

  function take(sign: string): boolean {
    skipBlank();
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  }

  function plain(wanted: string): unknown {
    literal.lastIndex = at;
    const found = literal.exec(text)?.[0];
    if (found === undefined) throw unexpected(wanted);
    at += found.length;
    return JSON.parse(found);
  }

  function object(path: string, depth: number): Record<string, unknown> {
    const result = Object.create(null) as Record<string, unknown>;
    if (take('}')) return result;
    do {
      skipBlank();
      const keyAt = at;
      if (text[at] !== '"') throw unexpected('a key in quotation marks');
      const key = String(plain('a key in quotation marks'));
      if (!take(':')) throw unexpected('a colon');
      const inner = path === '' ? key : `${path}.${key}`;
      if (key in result) duplicates.push({ path: inner, at: positionAt(text, keyAt) });
      result[key] = value(inner, depth);
    } while (take(','));
    if (!take('}')) throw unexpected('a comma or }');
    return result;
  }

  function array(path: string, depth: number): unknown[] {
    const result: unknown[] = [];
    if (take(']')) return result;
    do result.push(value(`${path}.${result.length}`, depth));
    while (take(','));
    if (!take(']')) throw unexpected('a comma or ]');
    return result;
  }

  function value(path: string, depth: number): unknown {
    if (depth > deepest) throw new Unexpected(`nested deeper than ${deepest} levels`, at);
    skipBlank();
    offsets.set(path, at);
    if (take('{')) return object(path, depth + 1);
    if (take('[')) return array(path, depth + 1);
    return plain('a value');
  }

  try {
    const whole = value('', 0);
    skipBlank();
    if (at < text.length) throw unexpected('the end');
    return { value: whole, duplicates, positionOf };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return { error: error.message, at: positionAt(text, error.offset) };
  }

  function positionOf(path: string): Position {
    const offset = offsets.get(path);
    if (offset !== undefined) return positionAt(text, offset);
    return positionOf(path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '');
  }
}
