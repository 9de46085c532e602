import { spawn } from 'node:child_process';
import { readFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, voximplantApi } from '../fakes/voximplant-api';

let api: Awaited<ReturnType<typeof voximplantApi>>;
let folder: string;
beforeAll(async () => {
  api = await voximplantApi();
  folder = mkdtempSync(join(tmpdir(), 'scenario-'));
});
afterAll(() => api.close());

/** `npm run scenario -- …`, without npm. */
function scenario(...words: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, ['dist/scenario/index.js', ...words], {
    env: {
      PATH: process.env['PATH'],
      VOXIMPLANT_ACCOUNT_ID: String(account.id),
      VOXIMPLANT_API_KEY: account.apiKey,
      VOXIMPLANT_API_URL: api.url,
      SCENARIO_HISTORY: join(folder, 'history'),
    },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (out += String(part)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out })));
}
const where = ['--host', 'voximplant', '--application', 'crm', '--environment', 'production'];

test('what was built goes to the platform as it is, and the next diff finds nothing', async () => {
  expect(await scenario('diff', ...where)).toMatchObject({ code: 1 });
  const pushed = await scenario('push', ...where, '--yes');
  expect(pushed).toMatchObject({ code: 0 });
  expect(await scenario('diff', ...where)).toEqual({
    code: 0,
    out: 'crm/production/inbound: same\ncrm/production/outbound: same\n',
  });
  for (const role of ['inbound', 'outbound'] as const) {
    const kept = api.scenarios.find(({ name }) => name === `crm/production/${role}`)!;
    expect(kept.script).toBe(readFileSync(`dist/scenarios/voximplant/${role}.js`, 'utf8'));
  }
  expect(pushed.out).not.toContain(account.apiKey);
});

test('without a terminal and without --yes nothing is written', async () => {
  api.scenarios[0]!.script = 'edited\n';
  expect(await scenario('push', ...where)).toMatchObject({ code: 1 });
  expect(api.scenarios[0]!.script).toBe('edited\n');
});

test('both scripts are plain, readable, under 128 KB and without a fault', async () => {
  const files = ['inbound', 'outbound'].map((role) => `dist/scenarios/voximplant/${role}.js`);
  const { code, out } = await scenario('check', ...files);
  expect([code, out.split('\n').filter((line) => line !== '' && !/ ok, \d{5} bytes$/.test(line))]).toEqual([
    0,
    [],
  ]);
  for (const file of files) {
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(200);
    expect(lines.filter((line) => line.includes('/** ')).length).toBeGreaterThan(10);
  }
});

test('a scenario is tried with calls from a file: its timeline, and exit 0', async () => {
  const calls = join(folder, 'calls.json');
  writeFileSync(calls, JSON.stringify({ parties: { '101': { answers: 2, hangsUp: 9 } } }));
  const { code, out } = await scenario(
    ...['run', 'dist/scenarios/voximplant/inbound.js', '--calls', calls, '--secret', 'DEFAULT_TARGETS=101'],
  );
  expect(out).toMatch(/2\.010 {2}event {3}101 +Connected\n/);
  expect(out).toMatch(/ended by itself after 11\.\d s, tried in \d\.\d\d s\n$/);
  expect(code).toBe(0);
});

test('a scenario that throws: exit 1 and the line', async () => {
  const file = join(folder, 'bad.js');
  writeFileSync(file, 'VoxEngine.addEventListener(AppEvents.Started, () => {\n  lost();\n});\n');
  const { code, out } = await scenario('run', file, '--host', 'voximplant');
  expect([code, out]).toEqual([
    1,
    expect.stringMatching(/failed: .*lost is not defined\n {4}at bad\.js:2:3\n$/s),
  ]);
});

test.each([
  [['diff', '--application', 'crm'], /say what and where/],
  [
    ['push', '--application', 'amocrm-telephony', '--environment', 'production'],
    /16 \+ 1 \+ 10 \+ 1 \+ 7 = 35 characters/,
  ],
  [['push', ...where, '--role', 'sideways'], /has no script sideways; there are inbound.js, outbound.js/],
  [
    ['run', 'dist/scenarios/voximplant/inbound.js', '--calls', '{"inbound":{"rings":"soon"},"x":1}'],
    /x is unknown.*\n.*inbound\.rings must be seconds/s,
  ],
])('%j: one clear line and exit 2', async (words, said) => {
  const { code, out } = await scenario(...words);
  expect([code, out]).toEqual([2, expect.stringMatching(said)]);
});
