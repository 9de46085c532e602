import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { faults } from '../../src/sandbox/options';
import { foreignWidget } from '../browser/foreign-widget';
import { freePorts, startSandbox, type RunningSandbox } from '../browser/sandbox';

jest.setTimeout(60_000);

const root = path.resolve(__dirname, '../..');
let work: string;
let temporary: string;
beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), 'sandbox-test-'));
  temporary = path.join(work, 'tmp');
  mkdirSync(temporary);
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  lines: string[];
}

/** Runs the built sandbox to its end. */
function run(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['dist/sandbox/index.js', '--no-open', ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary },
  });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) =>
      resolve({ code, out, lines: said.split('\n').filter((line) => line !== '') }),
    );
  });
}

const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(path.join(work, name), bytes);
  return path.join(work, name);
};
const zip = (files: Record<string, string>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  );

describe('one line says why it does not start', () => {
  test.each<[string, () => string[], RegExp]>([
    [
      'nothing at the path',
      () => ['--widget', path.join(work, 'none.zip')],
      /none\.zip: no such file or folder/,
    ],
    ['no archive', () => ['--widget', file('a.zip', 'not an archive')], /a\.zip: cannot be unpacked/],
    ['an empty archive', () => ['--widget', file('a.zip', zip({}))], /a\.zip: holds no file/],
    [
      'an archive without manifest',
      () => ['--widget', file('a.zip', zip({ 'script.js': '' }))],
      /manifest\.json: cannot be read.*root of its folder or archive/,
    ],
    [
      'a manifest that is not JSON',
      () => ['--widget', file('a.zip', zip({ 'manifest.json': '{' }))],
      /manifest\.json: is not JSON/,
    ],
    [
      'an entry that leaves the archive',
      () => ['--widget', file('a.zip', zip({ '../../evil.js': '', 'manifest.json': '{}' }))],
      /"\.\.\/\.\.\/evil\.js" leaves the archive's folder/,
    ],
    ['a folder without manifest', () => ['--widget', work], /manifest\.json: cannot be read/],
    ['an unknown option', () => ['--widgets', 'x'], /unknown option "--widgets": did you mean --widget/],
    ['an unknown fault', () => ['--fault', 'api-505'], /unknown fault "api-505": did you mean .*api-50/],
    ['a word for a number', () => ['--latency', 'slow'], /--latency must be a whole number.*"slow"/],
  ])('%s', async (_what, args, says) => {
    const { code, out, lines } = await run('--port', String(await freePorts()), ...args());
    expect(lines).toEqual([expect.stringMatching(says)]);
    expect([code, out]).toEqual([1, '']);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(path.dirname(work))).not.toContain('evil.js');
  });

  test.each([0, 1, 2])('its port + %i is in use', async (offset) => {
    const port = await freePorts();
    const other = createServer().listen(port + offset, 'localhost');
    await new Promise((resolve) => other.once('listening', resolve));
    const { code, lines } = await run('--port', String(port));
    other.close();
    expect(lines).toEqual([expect.stringMatching(`port ${port + offset}.*in use.*--port N`)]);
    expect(code).toBe(1);
  });
});

test('--help lists every option and every fault', async () => {
  const { code, out, lines } = await run('--help');
  for (const option of ['widget', 'port', 'no-open', 'seed', 'latency', 'fault', 'help']) {
    expect(out).toMatch(new RegExp(`^ +--${option}\\b.{5,}`, 'm'));
  }
  const said = out.split('\n').map((line) => line.trim().split(/ {2,}/));
  expect(said).toEqual(expect.arrayContaining(Object.entries(faults)));
  expect([code, lines]).toEqual([0, []]);
});

async function people(sandbox: RunningSandbox): Promise<{ status: number; names: string[]; ms: number }> {
  const start = performance.now();
  const answer = await fetch(`${sandbox.crm}/api/v4/contacts?limit=250&order[id]=asc`, {
    headers: { authorization: `Bearer ${sandbox.apiToken}` },
  });
  const ms = performance.now() - start;
  if (!answer.ok) return { status: answer.status, names: [], ms };
  const { _embedded } = (await answer.json()) as { _embedded: { contacts: { name: string }[] } };
  return { status: answer.status, names: _embedded.contacts.map(({ name }) => name), ms };
}
const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('SIGTERM leaves neither a process nor a file', async () => {
  const widget = foreignWidget('plain');
  const sandbox = await startSandbox({ widget: widget.zip(), env: { TMPDIR: temporary } });
  const gateway = await sandbox.gatewayPid();
  expect([lives(gateway), readdirSync(temporary)]).toEqual([
    true,
    [expect.stringContaining('amocrm-sandbox-')],
  ]);
  await sandbox.stop();
  widget.remove();
  expect([lives(gateway), readdirSync(temporary)]).toEqual([false, []]);
});

test('a seed brings the same people again, another one others, a reset those of the start', async () => {
  const seen: string[][] = [];
  for (const seed of [7, 7, 8]) {
    const sandbox = await startSandbox({ seed, env: { TMPDIR: temporary } });
    try {
      const before = await people(sandbox);
      await fetch(`${sandbox.crm}/api/v4/contacts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.apiToken}`, 'content-type': 'application/json' },
        body: JSON.stringify([{ name: 'Лишний Человек' }]),
      });
      expect((await people(sandbox)).names).toContain('Лишний Человек');
      expect((await fetch(`${sandbox.crm}/sandbox/reset`, { method: 'POST' })).status).toBe(204);
      expect((await people(sandbox)).names).toEqual(before.names);
      seen.push(before.names);
    } finally {
      await sandbox.stop();
    }
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).not.toEqual(seen[0]);
});

test('latency and faults hold from the first answer on, until they are switched', async () => {
  const sandbox = await startSandbox({ latency: 400, faults: ['api-504'], env: { TMPDIR: temporary } });
  try {
    const slow = await people(sandbox);
    expect(slow.status).toBe(504);
    expect(slow.ms).toBeGreaterThanOrEqual(400);
    await sandbox.faults();
    await sandbox.latency(0);
    const quick = await people(sandbox);
    expect([quick.status, quick.ms < 400]).toEqual([200, true]);
  } finally {
    await sandbox.stop();
  }
});
