import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openEngine } from '../../src/engine/engine';
import type { Engine, EngineSettings } from '../../src/engine/engine';
import { readEnginePlan } from '../../src/engine/plan/read-plan';

const built = resolve(__dirname, '../../dist/engine');
export const workerFile = join(built, 'script-worker.js');
export const storeFile = join(built, 'engine-store.js');

export interface EngineFolder {
  readonly path: string;
  /** What an engine here is opened with. */
  settings(plan: object): EngineSettings;
  open(plan: object, onAnswer?: EngineSettings['onAnswer']): Promise<Engine>;
  remove(): void;
}

/** A folder with scripts, and engines over it. `scripts`: text by name. `database`: that they share, else a file each. */
export function engineFolder(scripts: Readonly<Record<string, string>>, database?: string): EngineFolder {
  const cache = resolve(__dirname, '../../.cache');
  mkdirSync(cache, { recursive: true });
  const path = mkdtempSync(join(cache, 'engine-'));
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(path, `${name}.js`), text);
  const settings = (plan: object): EngineSettings => {
    const read = readEnginePlan(plan);
    if ('faults' in read) throw new Error(read.faults.join('\n'));
    const folders = { planFolder: path, storeFolder: join(path, 'store') };
    return { plan: read.plan, ...folders, workerFile, storeFile, database };
  };
  return {
    path,
    settings,
    open: (plan, onAnswer) => openEngine({ ...settings(plan), ...(onAnswer !== undefined && { onAnswer }) }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A plan in which each script routes the calls of the line that is called like it. */
export const planOf = (names: readonly string[], script: object = {}, assignment: object = {}): object => ({
  scripts: Object.fromEntries(names.map((name) => [name, { file: `${name}.js`, ...script }])),
  assignments: names.map((name) => ({ line: name, script: name, ...assignment })),
});
