import Database from 'libsql';
import { join } from 'node:path';
import { askWeb } from '../engine/ask-web';
import { hostCalls } from '../engine/host-calls';
import { defaultLimits, limitRanges } from '../engine/limits';
import { defaultUnsure } from '../engine/script';
import type { DescribedCall } from '../engine/script';
import { startScriptProcess } from '../engine/script-process';
import { datastoreOf } from '../engine/store/datastore';
import { datastoreLimits } from '../engine/store/datastore-limits';
import { datastoreTables } from '../engine/store/datastore-tables';
import { UsageError, jsonOption, numberOption } from './arguments';
import type { Arguments } from './arguments';
import { runLines } from './run-lines';
import { besideScript, nameOf, readText } from './script-files';

export const scriptForgeOptions = {
  once: ['host', 'message', 'calls', 'timeout', 'memory', 'entry', 'answers'],
  many: ['allow-host', 'env'],
} as const;

const record = (value: unknown, option: string): Record<string, unknown> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new UsageError(`--${option} is not a JSON object`);
};

function environment(given: readonly string[], name: string): Record<string, string> {
  const env: Record<string, string> = {
    SCRIPTFORGE_ID: '0',
    SCRIPTFORGE_UUID: '00000000-0000-0000-0000-000000000000',
    SCRIPTFORGE_NAME: name,
    APP_ID: '0',
    EXEC_HOST: 'localhost',
    CORRELATION_ID: '0',
  };
  for (const pair of given) {
    const [, key, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(pair) ?? [];
    if (key === undefined || value === undefined) throw new UsageError(`--env ${pair}: give NAME=VALUE`);
    env[key] = value;
  }
  return env;
}

/** Runs one script once, as the platform would, with an empty datastore. Gives the exit code. */
export async function runScriptForge(
  path: string,
  source: string,
  given: Arguments,
  print: (line: string) => void,
): Promise<number> {
  const limits = {
    ...defaultLimits,
    wallMs: numberOption(given, 'timeout', limitRanges.wallMs, defaultLimits.wallMs),
    memoryMb: numberOption(given, 'memory', limitRanges.memoryMb, defaultLimits.memoryMb),
  };
  const message = jsonOption(given, 'message', { routing: {} }, readText);
  const answers = record(jsonOption(given, 'answers', {}, readText), 'answers');
  const calls = given.once['calls'];
  const call =
    calls === undefined ? {} : jsonOption({ ...given, once: { calls: `@${calls}` } }, 'calls', {}, readText);
  const env = environment(given.many['env'] ?? [], nameOf(path));
  const script = {
    name: nameOf(path),
    source,
    files: besideScript(path, source),
    env,
    variables: 'cleared' as const,
    unsure: defaultUnsure,
  };
  const datastore = datastoreOf(datastoreTables(new Database(':memory:'), datastoreLimits), 'app', Date.now);
  const host = hostCalls({
    datastore,
    web: askWeb(given.many['allow-host'] ?? [], limits.wallMs),
    answers,
    setEnv: (name, value) => {
      print(`env     ${name}=${value}`);
    },
  });

  const worker = startScriptProcess(join(__dirname, '../engine/script-worker.js'), script, limits);
  try {
    await worker.ready;
    const delivery = {
      entry: given.once['entry'] ?? 'main',
      message: JSON.stringify(message),
      call: record(call, 'calls') as DescribedCall,
    };
    const run = await worker.run(delivery, limits.wallMs, host);
    for (const line of runLines(run, limits.wallMs)) print(line);
    return run.outcome.kind === 'returned' ? 0 : 1;
  } finally {
    worker.end();
  }
}
