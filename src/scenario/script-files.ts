import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { readSource } from '../engine/read-source';
import { UsageError } from './arguments';

/** A file's text; throws `UsageError` where it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    throw new UsageError(
      code === 'ENOENT' ? `${path} does not exist` : `${path} cannot be read (${code ?? String(error)})`,
    );
  }
}

const tryText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

export const nameOf = (path: string): string => basename(path, extname(path));

/** The files beside a script that it imports, and what those import, by their names. */
export function besideScript(path: string, source: string): Record<string, string> {
  const files: Record<string, string> = {};
  const waiting = [source];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    const read = readSource(text);
    if ('fault' in read) continue;
    for (const wanted of read.source.imports) {
      const name = wanted.replace(/^\.\//, '');
      if (name in files || !/^[\w-]+$/.test(name)) continue;
      const found = tryText(join(dirname(path), `${name}.js`));
      if (found === undefined) continue;
      files[name] = found;
      waiting.push(found);
    }
  }
  return files;
}
