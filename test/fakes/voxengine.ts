import type { CallEvent } from '../../src/domain/call';
import { parsePbxEvents } from '../../src/protocol/pbx-events';
import { readFileSync } from 'node:fs';
import { readCallsFile } from '../../src/engine/voxengine/calls-file';
import { runVoxEngine, type VoxRun } from '../../src/engine/voxengine/run-voxengine';

export const voxengine = 'dist/voxengine';
const began = Date.parse('2026-06-10T09:00:00Z');

/** Runs the scenarios of a rule in the built emulator, with calls as their file tells them. */
export function emulated(texts: string | readonly string[], calls: object = {}): Promise<VoxRun> {
  const read = readCallsFile(calls, began);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return runVoxEngine(
    voxengine,
    [texts].flat().map((text, index) => ({ name: `scenario${index + 1}.js`, text })),
    read.calls,
  );
}

export const builtScenario = (role: 'inbound' | 'outbound'): string =>
  readFileSync(`dist/scenarios/voximplant/${role}.js`, 'utf8');

export const gateway = 'https://gateway.example';
export const secrets = { GATEWAY_URL: gateway, PBX_KEY: 'key-of-this-pbx', DEFAULT_TARGETS: '901, 902' };

/** Answers of a gateway that takes every event; `route`: fields of the rule for `POST /v1/route`. */
export const gatewayRules = (route: object, events: object = { code: 202, json: {} }) => [
  { url: `${gateway}/v1/route`, ...route },
  { url: `${gateway}/v1/events`, ...events },
];
/** "101+102/10, 103" as an answer of the gateway: steps of ten seconds, then of twenty. */
export function forward(words: string): object {
  const targets = words.split(', ').flatMap((part, step) => {
    const [who = '', timeout = '20'] = part.split('/');
    return who.split('+').map((extension) => ({ extension, user_id: 1, timeout: Number(timeout), step }));
  });
  return { json: { action: 'forward', targets, reason: 'responsible' } };
}

/** What happened, in words: "0.1 dial 101", "6.1 101 Connected". Seconds. */
export const told = (run: VoxRun, ...kinds: string[]): string[] =>
  run.entries
    .filter(({ kind, more }) =>
      kinds.some((wanted) => wanted === kind || (kind === 'event' && wanted === more?.['event'])),
    )
    .map(({ at, kind, call = '', text, more }) => {
      const what = kind === 'event' ? String(more?.['event']) : kind === 'dial' ? 'rings' : text;
      return `${(at / 1000).toFixed(1)} ${call} ${what}`;
    });

/** Events that the gateway has taken, each once, as it understands them. */
export function reported(run: VoxRun): CallEvent[] {
  const asked = run.entries.filter(({ more }) => String(more?.['url']).endsWith('/v1/events'));
  const isTaken = (id: unknown): boolean =>
    run.entries.some(({ more }) => more?.['id'] === id && Math.floor(Number(more?.['code']) / 100) === 2);
  const taken = asked.filter(({ more }) => isTaken(more!['id']));
  const events = taken.flatMap(({ more }) => {
    const parsed = parsePbxEvents(JSON.parse(String(more!['body'])));
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
    return parsed.events;
  });
  return [...new Map(events.map((event) => [event.id, event])).values()];
}
export const eventLines = (run: VoxRun): string[] =>
  reported(run).map(({ type, extensions, duration, disposition, recording_url: url }) =>
    [type, extensions.join('+'), disposition, duration, url === undefined ? undefined : 'recording']
      .filter((word) => word !== undefined && word !== '')
      .join(' '),
  );
