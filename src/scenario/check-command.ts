import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError, readArguments } from './arguments';
import { checkScript, sightingLine } from './check/check-script';
import { hosts } from './host-of';
import { readText } from './script-files';

/** Every script that was built. */
function builtScripts(folder: string): string[] {
  return hosts.flatMap((host) => {
    const path = join(folder, host);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((name) => name.endsWith('.js'))
      .map((name) => join(path, name));
  });
}

/** `check [FILE…]`: all faults of all scripts, one line each. Gives the exit code: 1 for any fault. */
export function check(words: readonly string[], folder: string, print: (line: string) => void): number {
  const { files, once } = readArguments(words, { once: ['host'] });
  const paths = files.length > 0 ? files : builtScripts(folder);
  if (paths.length === 0) throw new UsageError(`no script was built into ${folder}: npm run build`);
  let faults = 0;
  for (const path of paths) {
    const text = readText(path);
    const found = checkScript(path, text, once['host']);
    for (const sighting of found) print(sightingLine(path, sighting));
    const wrong = found.filter(({ severity }) => severity === 'fault').length;
    if (wrong === 0) print(`${path} ok, ${Buffer.byteLength(text)} bytes`);
    faults += wrong;
  }
  return faults === 0 ? 0 : 1;
}
