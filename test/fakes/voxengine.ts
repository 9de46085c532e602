import { readFileSync } from 'node:fs';
import { readCallsFile } from '../../src/engine/voxengine/calls-file';
import { runVoxEngine, type VoxRun } from '../../src/engine/voxengine/run-voxengine';

export const voxengine = 'dist/voxengine';
const began = Date.parse('2026-06-10T09:00:00Z');

/** Runs a scenario's text in the built emulator, with calls as their file tells them. */
export function emulated(text: string, calls: object = {}, name = 'scenario.js'): Promise<VoxRun> {
  const read = readCallsFile(calls, began);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return runVoxEngine(voxengine, [{ name, text }], read.calls);
}

export const builtScenario = (role: 'inbound' | 'outbound'): string =>
  readFileSync(`dist/scenarios/voximplant/${role}.js`, 'utf8');
