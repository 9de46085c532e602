import { execFileSync, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';

const built = join(__dirname, '../../dist/gateway/index.js');
const told: { body: string; signature: unknown }[] = [];
const pbx = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    told.push({ body, signature: request.headers['x-signature'] });
    response.end();
  });
});
let gateway: GatewayAtWork;
let folder: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => pbx.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(pbx.address() as AddressInfo).port}/unheard`;
  gateway = await gatewayAtWork({ UNHEARD_RING_URL: url, LOG_LEVEL: 'info' });
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
});
afterAll(async () => {
  await gateway.stop();
  pbx.close();
  rmSync(folder, { recursive: true });
});

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it does not come');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const figure = async (name: string): Promise<number> => {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
};

test('Prometheus finds events, rings, browsers and the call log, and no number of anybody', async () => {
  const { ringing } = aCall();
  await gateway.post([ringing, ringing]);
  await gateway.post({ ...ringing, type: 'nonsense' });
  const answer = await fetch(`${gateway.url}/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+(\{[a-z]+="[^"]*"\})? [-+0-9.eE]+)$/);
  expect(await figure('gateway_events_total{outcome="accepted"}')).toBe(1);
  expect(await figure('gateway_events_total{outcome="duplicate"}')).toBe(1);
  expect(await figure('gateway_events_total{outcome="refused"}')).toBe(1);
  expect(await figure('gateway_event_commit_seconds_count')).toBe(1);
  expect(await figure('gateway_log_calls{state="waiting"}')).toBe(0);
  expect(await figure('gateway_log_stopped')).toBe(0);
  expect(text).not.toContain('9991112233');
  // The board asks for nothing that is not told.
  const board = readFileSync(join(__dirname, '../../docs/operations/grafana.json'), 'utf8');
  for (const [name] of board.matchAll(/\b(?:gateway|process)_[a-z0-9_]+/g)) expect(text).toContain(name);
  for (const [, label] of board.matchAll(/\bby \((?!le\b)([a-z]+)\)|\{\{(?!instance)([a-z]+)\}\}/g))
    if (label !== undefined) expect(text).toContain(`{${label}="`);
});

test('the PBX hears of a ring that no browser shows, once, and of none that one shows', async () => {
  // The call before has been ringing since then, for nobody.
  await until(() => told.length > 0);
  told.length = 0;
  const before = await figure('gateway_rings_unheard_total');
  const anna = await gateway.browser('anna');
  anna.socket.on('call', ({ call_id: id }: { call_id: string }) => anna.socket.emit('call:heard', id));
  const [shown, lonely] = [aCall(['101']), aCall(['102'])];
  await gateway.post([shown.ringing, lonely.ringing]);
  await until(() => told.length > 0);
  const body = JSON.stringify({ call_id: lonely.call_id, extensions: ['102'] });
  const signature = createHmac('sha256', gateway.pbxKey).update(body).digest('hex');
  expect(told).toEqual([{ body, signature }]);
  expect(await figure('gateway_rings_unheard_total')).toBe(before + 1);
  expect(await figure('gateway_browsers')).toBe(1);
});

test('a copy of the store made at work brings everything back, doubles nothing and lets browsers go on', async () => {
  const known = aCall();
  await gateway.post([known.ringing]);
  const copy = join(folder, 'copy');
  const env = { ...process.env, STORE_PATH: gateway.storePath };
  execFileSync(process.execPath, [built, 'backup', copy], { env });
  expect(() => execFileSync(process.execPath, [built, 'backup', copy], { env, stdio: 'pipe' })).toThrow(
    'is there already',
  );
  // Nobody else on the machine reads calls, in the store or in its copy.
  for (const place of [copy, join(copy, 'calls.db'), gateway.storePath, join(gateway.storePath, 'calls.db')])
    expect(statSync(place).mode & 0o077).toBe(0);
  await gateway.post([known.answered]);
  await gateway.kill();
  rmSync(gateway.storePath, { recursive: true });
  cpSync(copy, gateway.storePath, { recursive: true });
  await gateway.start();
  const boris = await gateway.browser('anna', Number.MAX_SAFE_INTEGER);
  expect(await boris.sees(known.call_id)).toMatchObject({ state: 'ringing' });
  const again = await gateway.post([known.ringing, known.answered]);
  expect(await again.json()).toEqual({ accepted: 1, duplicates: 1 });
  await boris.sees(known.call_id, ({ state }) => state === 'active');
}, 30_000);

test('every answer has the headers that keep browsers from being misled, a refusal and a handshake too', async () => {
  for (const path of ['/healthz', '/v1/nothing', '/socket.io/?EIO=4&transport=polling']) {
    const { headers } = await fetch(`${gateway.url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toContain('max-age=');
  }
});

test('whoever sends a request drop by drop is sent away, and others are served meanwhile', async () => {
  const { hostname, port } = new URL(gateway.url);
  const began = Date.now();
  const slow = connect(Number(port), hostname);
  slow.on('error', () => undefined);
  slow.write('POST /v1/events HTTP/1.1\r\n');
  const drops = setInterval(() => slow.write('x: y\r\n'), 500);
  await new Promise((resolve) => slow.once('close', resolve).resume());
  clearInterval(drops);
  expect(Date.now() - began).toBeLessThan(25_000);
  expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
}, 40_000);

test('while events come the store goes from its log into its file', async () => {
  const file = join(gateway.storePath, 'calls.db');
  const before = statSync(file).size;
  await until(async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => gateway.post(aCall().ringing)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    return statSync(file).size > before + 300_000;
  });
}, 60_000);

test('a stop answers what was asked, ends with 0 and loses nothing', async () => {
  const { ringing } = aCall();
  const asked = gateway.post(ringing);
  expect((await asked).status).toBe(202);
  expect(await gateway.kill('SIGTERM')).toBe(0);
  await gateway.start();
  expect(await (await gateway.post(ringing)).json()).toEqual({ accepted: 0, duplicates: 1 });
});

test('an environment with gaps is told whole, by an exit that says that starting again is in vain', () => {
  const env = { PATH: process.env['PATH'], PBX_KEY: 'short', TRUSTED_PROXIES: 'the proxy' };
  const { status, stderr } = spawnSync(process.execPath, [built], { env, encoding: 'utf8' });
  expect(status).toBe(78);
  for (const name of ['PUBLIC_URL', 'STORE_PATH', 'PBX_KEY', 'AMO_URL', 'TRUSTED_PROXIES'])
    expect(stderr).toMatch(new RegExp(`^  ${name} `, 'm'));
});

test('no log line holds a key, a token or a whole telephone number', () => {
  const output = gateway.output();
  expect(output).toContain('no browser shows a ring');
  for (const secret of [gateway.pbxKey, 'the integration secret', '9991112233', 'eyJ'])
    expect(output).not.toContain(secret);
});
