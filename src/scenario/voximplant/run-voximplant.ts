import { join } from 'node:path';
import { readCallsFile } from '../../engine/voxengine/calls-file';
import type { CallsFile } from '../../engine/voxengine/described-calls';
import { runVoxEngine } from '../../engine/voxengine/run-voxengine';
import { timelineText } from '../../engine/voxengine/timeline';
import { jsonOption, UsageError, type Arguments } from '../arguments';
import { nameOf, readText } from '../script-files';

export const voximplantOptions = { once: ['host', 'calls'], many: ['secret', 'with'] } as const;

function secretsFrom(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const [, name, value] = /^([A-Za-z]\w{0,63})=([^]*)$/.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw new UsageError('--secret: give NAME=VALUE');
      return [name, value];
    }),
  );
}

function callsFrom(given: Arguments): CallsFile {
  const path = given.once['calls'];
  const raw: unknown =
    path === undefined
      ? {}
      : jsonOption(
          { ...given, once: { calls: path.startsWith('{') ? path : `@${path}` } },
          'calls',
          {},
          readText,
        );
  const read = readCallsFile(raw, Date.now());
  if ('faults' in read) throw new UsageError(read.faults.map((fault) => `--calls: ${fault}`).join('\n'));
  const secrets = { ...read.calls.secrets, ...secretsFrom(given.many['secret'] ?? []) };
  return { ...read.calls, secrets };
}

/** Runs one session of a scenario, after those that a rule would run `--with` it; gives the exit code. */
export async function runVoximplant(
  path: string,
  source: string,
  given: Arguments,
  print: (line: string) => void,
  isColoured: boolean,
): Promise<number> {
  // The host's sessions know no other zone.
  process.env['TZ'] = 'UTC';
  const calls = callsFrom(given);
  const before = (given.many['with'] ?? []).map((file) => ({
    name: `${nameOf(file)}.js`,
    text: readText(file),
  }));
  const scripts = [...before, { name: `${nameOf(path)}.js`, text: source }];
  const { entries, fault, virtualMs, realMs } = await runVoxEngine(
    join(__dirname, '../voxengine'),
    scripts,
    calls,
  );
  print(timelineText(entries, isColoured).trimEnd());
  const breaches = entries.filter(({ kind }) => kind === 'breach').length;
  if (breaches > 0) print(`limits of the host broken: ${breaches}, see "breach" above`);
  print(
    fault === null
      ? `ended by itself after ${(virtualMs / 1000).toFixed(1)} s, tried in ${(realMs / 1000).toFixed(2)} s`
      : `failed: ${fault}`,
  );
  return fault === null ? 0 : 1;
}
