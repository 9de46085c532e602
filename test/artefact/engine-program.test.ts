import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { postgresTest, startPostgres } from './postgres';
import { engineFolder, planOf } from './engine-at-work';
import type { EngineFolder } from './engine-at-work';
import { freePorts } from '../browser/sandbox';

const key = 'a key of the engine';
const program = resolve(__dirname, '../../dist/engine/main.js');
const scripts = {
  count: `const { incr } = require('cxKV'); async function main(data) { return { n: await incr('n'), ...data }; }`,
  broken: `function main() { console.info('about to\\nfail'); throw new Error('never'); }`,
};

jest.setTimeout(60_000);

let folder: EngineFolder;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = engineFolder(scripts);
  writeFileSync(
    join(folder.path, 'plan.json'),
    JSON.stringify(planOf(['count', 'broken'], { timeoutMs: 30_000 }, { retries: 0, deadlineMs: 60_000 })),
  );
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(end));
  folder.remove();
});

const end = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => {
    if (child.exitCode !== null) return done(child.exitCode);
    child.once('exit', done);
    child.kill('SIGTERM');
  });

/** Starts the program; resolves with its address and what it said first, or rejects with its last words. */
async function start(
  bus: Record<string, string>,
): Promise<{ url: string; said: string; child: ChildProcess; words: () => string }> {
  const port = await freePorts();
  const env = { PORT: String(port), ENGINE_KEY: key, ENGINE_PLAN: join(folder.path, 'plan.json'), ...bus };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const said = await new Promise<string>((done, failed) => {
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString().trim()));
    child.once('exit', () => failed(new Error(words)));
  });
  return { url: `http://127.0.0.1:${port}`, said, child, words: () => words };
}

async function call(url: string, body?: unknown, shown = key): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${shown}` },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

test('the engine as a program: asked over HTTP, it answers, keeps what failed, and ends by a signal', async () => {
  const bus = { ENGINE_STORE: join(folder.path, 'store'), ENGINE_LOG: 'yes' };
  const { url, said, child, words } = await start(bus);
  expect(said).toBe(`The engine listens at ${url}, 2 scripts, bus in ${join(folder.path, 'store')}`);
  const asked = { id: 'call 1', line: 'count', message: { cli: '7' } };
  const answer = { status: 200, body: { action: 'return', data: { n: 1, cli: '7' } } };
  expect(await call(`${url}/v1/messages`, asked)).toEqual(answer);
  expect(await call(`${url}/v1/messages`, asked)).toEqual(answer);
  expect(await call(`${url}/v1/messages/call%201`)).toEqual(answer);
  expect(await call(`${url}/v1/messages/unknown`)).toMatchObject({ status: 404 });

  const failed = await call(`${url}/v1/messages`, { id: 'call 2', line: 'broken', message: {} });
  expect(failed.body).toEqual({ action: 'reject', code: 500, message: 'Script Error', reason: 'error' });
  expect(await call(`${url}/v1/aside`)).toMatchObject({
    body: [{ id: 'call 2', faults: [expect.stringMatching(/^threw: .*never/)] }],
  });
  expect((await call(`${url}/v1/counts`)).body).toEqual({
    unconsumed: 0,
    consumed: 0,
    answered: 1,
    aside: 1,
  });

  const wrong = await call(`${url}/v1/messages`, { id: '', line: 7, extra: 1 });
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/id: .*message: .*line: .*extra: /) },
  });
  expect(await call(`${url}/v1/counts`, undefined, 'another key')).toMatchObject({ status: 401 });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await end(child)).toBe(0);
  expect(words()).toBe('call 2 info  about to fail\n');
});

test('what its environment lacks is said at once, all of it', async () => {
  await expect(start({ ENGINE_KEY: '', ENGINE_PLAN: '' })).rejects.toThrow(
    /^The engine cannot start.*\n {2}ENGINE_KEY .*\n {2}ENGINE_STORE .*\n {2}ENGINE_PLAN /,
  );
});

postgresTest('two of them over one database are one engine, by a variable alone', async () => {
  const postgres = await startPostgres();
  const bus = { ENGINE_DATABASE: postgres.address };
  const [one, other] = [await start(bus), await start(bus)];
  expect(one.said).toMatch(/bus shared, engine@127\.0\.0\.1:\d+\/postgres$/);
  const asked = { id: 'same', line: 'count', message: {} };
  const answers = await Promise.all([one, other].map(({ url }) => call(`${url}/v1/messages`, asked)));
  expect(answers.map(({ body }) => body)).toEqual(Array(2).fill({ action: 'return', data: { n: 1 } }));
  await Promise.all(children.splice(0).map(end));
  await postgres.remove();
});
