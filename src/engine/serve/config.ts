import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { EnginePlan } from '../plan/engine-plan';
import { readEnginePlan } from '../plan/read-plan';
import { checkedAddress } from '../store/shared/database-fault';

export interface EngineConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Whoever sends messages shows it. */
  readonly key: string;
  readonly plan: EnginePlan;
  readonly planFolder: string;
  /** What scripts write into their log goes to stderr. */
  readonly log: boolean;
  /** Of the engine's own bus; undefined: it is in the database. */
  readonly storeFolder: string | undefined;
  /** Of the bus that engines share. */
  readonly database: string | undefined;
}

export type ReadEngineConfig = { readonly config: EngineConfig } | { readonly faults: readonly string[] };

function readPlanFile(file: string): ReturnType<typeof readEnginePlan> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { faults: [`cannot be read as JSON: ${(error as Error).message}`] };
  }
  const read = readEnginePlan(value);
  if ('faults' in read) return read;
  const missing = Object.entries(read.plan.scripts)
    .filter(([, script]) => !existsSync(resolve(dirname(file), script.file)))
    .map(([name, script]) => `scripts.${name}.file: there is no ${script.file} beside the plan`);
  return missing.length > 0 ? { faults: missing } : read;
}

/** Reads everything before it complains: each fault names the variable, what is wrong with it and the cure. */
export function readEngineConfig(env: Readonly<Record<string, string | undefined>>): ReadEngineConfig {
  const faults: string[] = [];
  const given = (name: string): string => env[name]?.trim() ?? '';

  const key = given('ENGINE_KEY');
  if (key === '')
    faults.push('ENGINE_KEY is not set: give at least 16 random characters, the same to who asks');
  else if (key.length < 16) faults.push('ENGINE_KEY is shorter than 16 characters: give more, at random');

  const port = env['PORT']?.trim() ?? '8083';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    faults.push(
      'PORT is not a whole number from 0 to 65535: give a free TCP port such as 8083, 0 for any, or leave it out',
    );

  const [storeFolder, database] = [given('ENGINE_STORE'), given('ENGINE_DATABASE')];
  if (storeFolder === '' && database === '')
    faults.push(
      'ENGINE_STORE is not set: give a folder on a local disk that outlives restarts, or in its place ENGINE_DATABASE, ' +
        'a PostgreSQL that engines share',
    );
  if (storeFolder !== '' && database !== '')
    faults.push('ENGINE_STORE and ENGINE_DATABASE are both set: leave one out, the bus is in one place');
  if (database !== '')
    try {
      checkedAddress(database);
    } catch {
      faults.push(
        'ENGINE_DATABASE is no address of a PostgreSQL: give postgresql://user:password@host:5432/name',
      );
    }

  const log = given('ENGINE_LOG').toLowerCase();
  if (!['', 'yes', 'no'].includes(log))
    faults.push('ENGINE_LOG is neither yes nor no: yes writes what scripts log to stderr, or leave it out');

  const file = given('ENGINE_PLAN');
  const read = file === '' ? { faults: [] } : readPlanFile(file);
  if (file === '')
    faults.push('ENGINE_PLAN is not set: give the file that says which script routes whose calls');
  if ('faults' in read) faults.push(...read.faults.map((fault) => `ENGINE_PLAN ${file}: ${fault}`));

  if (faults.length > 0 || 'faults' in read) return { faults };
  return {
    config: {
      host: given('HOST') === '' ? '127.0.0.1' : given('HOST'),
      port: Number(port),
      key,
      log: log === 'yes',
      plan: read.plan,
      planFolder: dirname(resolve(file)),
      storeFolder: storeFolder === '' ? undefined : storeFolder,
      database: database === '' ? undefined : database,
    },
  };
}
