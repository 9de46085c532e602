/** What a command takes: names of options with a value, and of those that may be repeated. */
interface Accepted {
  readonly once: readonly string[];
  readonly many?: readonly string[];
}

export interface Arguments {
  readonly files: readonly string[];
  readonly once: Readonly<Record<string, string>>;
  readonly many: Readonly<Record<string, readonly string[]>>;
}

/** The command line cannot be understood: said in one line, exit code 2. */
export class UsageError extends Error {}

/** Reads `FILE… --name value`, or `--name=value`. Throws `UsageError`. */
export function readArguments(words: readonly string[], accepted: Accepted): Arguments {
  const files: string[] = [];
  const once: Record<string, string> = {};
  const many: Record<string, string[]> = {};
  const known = [...accepted.once, ...(accepted.many ?? [])];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    const [, name = '', given] = /^--([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
    if (!known.includes(name))
      throw new UsageError(
        `--${name} is not an option; there are ${known.map((one) => `--${one}`).join(', ')}`,
      );
    const value = given ?? words[(index += 1)];
    if (value === undefined) throw new UsageError(`--${name} needs a value`);
    if (accepted.many?.includes(name)) (many[name] ??= []).push(value);
    else if (name in once) throw new UsageError(`--${name} is given twice`);
    else once[name] = value;
  }
  return { files, once, many };
}

/** A whole number in a range, or `fallback` where the option is not given. */
export function numberOption(
  { once }: Arguments,
  name: string,
  [least, most]: readonly [number, number],
  fallback: number,
): number {
  const text = once[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`--${name} ${text}: give a whole number from ${least} to ${most}`);
  return value;
}

/** JSON given as text, or as `@FILE`'s content read by `read`. */
export function jsonOption(
  { once }: Arguments,
  name: string,
  fallback: unknown,
  read: (path: string) => string,
): unknown {
  const text = once[name];
  if (text === undefined) return fallback;
  try {
    return JSON.parse(text.startsWith('@') ? read(text.slice(1)) : text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`--${name} is not JSON: ${error.message}`);
  }
}
