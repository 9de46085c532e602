import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One change of a deployed script that was made from here. Hashes are SHA-256; null: there was no script. */
export interface Push {
  readonly at: string;
  readonly host: string;
  readonly name: string;
  /** The host's own number of the script, where it keeps it through a new name. */
  readonly id?: string;
  readonly role?: string;
  readonly before: string | null;
  readonly after: string;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What was pushed from this folder, and every text that was replaced by it. */
export function pushHistory(folder: string) {
  const list = join(folder, 'history.jsonl');
  const pathOf = (hash: string): string => join(folder, 'texts', `${hash}.js`);
  const keep = (text: string): string => {
    const hash = hashOf(text);
    mkdirSync(join(folder, 'texts'), { recursive: true });
    if (!existsSync(pathOf(hash))) writeFileSync(pathOf(hash), text);
    return hash;
  };
  const at = (host: string): readonly Push[] =>
    (existsSync(list) ? readFileSync(list, 'utf8').split('\n') : [])
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Push)
      .filter((push) => push.host === host);
  return {
    /** Before anything is replaced: a text that is only in the host's panel must not be lost. */
    keep,
    add(push: Omit<Push, 'before' | 'after'>, before: string | undefined, after: string): void {
      const entry: Push = { ...push, before: before === undefined ? null : keep(before), after: keep(after) };
      appendFileSync(list, `${JSON.stringify(entry)}\n`);
    },
    /** Oldest first. */
    of: (host: string, name: string): readonly Push[] => at(host).filter((push) => push.name === name),
    /** All scripts of a host, oldest first. */
    at,
    /** Undefined: the file is no longer there. */
    text: (hash: string): string | undefined =>
      existsSync(pathOf(hash)) ? readFileSync(pathOf(hash), 'utf8') : undefined,
  };
}

export type PushHistory = ReturnType<typeof pushHistory>;
