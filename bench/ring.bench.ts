import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import { aCall } from '../test/browser/calls';
import { create, freshNumber } from '../test/browser/crm';
import { connected, startSandbox, type RunningSandbox } from '../test/browser/sandbox';
import { commonNow } from './common-clock';
import { allowed } from './pace';
import { installStopwatch } from './page-stopwatch';
import { record } from './record';
import { spread } from './spread';

interface Texts {
  card: { lookup_timeout: string };
}
const texts = JSON.parse(readFileSync(path.join(__dirname, '../i18n/ru.json'), 'utf8')) as Texts;
const calls = 100;
const lateCalls = 20;
const both = ['p50', 'p95'] as const;

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

/** The page, and beside it the least that can hear a call: a bare client in the room of the same agent. */
async function listeners(
  page: Page,
): Promise<{ socket: Socket; delivered: (id: string) => Promise<number> }> {
  const signedIn = page.waitForResponse(
    (response) => response.url().includes('/v1/session') && response.request().method() === 'POST',
  );
  await page.addInitScript(installStopwatch);
  await connected(page, sandbox, () => page.goto(sandbox.crm));
  const { token } = (await (await signedIn).json()) as { token: string };
  const socket = io(`${sandbox.gateway}/agents`, { auth: { token }, transports: ['websocket'] });
  const heard = new Map<string, (time: number) => void>();
  socket.on('call', ({ call_id }: { call_id: string }) => {
    heard.get(call_id)?.(commonNow());
    heard.delete(call_id);
  });
  await new Promise((resolve) => socket.once('caught_up', resolve));
  return { socket, delivered: (id) => new Promise((resolve) => heard.set(id, resolve)) };
}

/** A colleague takes the call: the card goes, and nothing is filed. */
async function taken(page: Page, call: ReturnType<typeof aCall>): Promise<void> {
  await sandbox.post(call.answered({ extensions: ['102'] }));
  await page.evaluate((id) => window.stopwatch.gone(id), call.id);
}

test('ring: from the POST to the painted card', async ({ page }) => {
  const contacts = Array.from({ length: 3 * calls + lateCalls }, (_none, index) => ({
    name: `Звонящий ${index + 1}`,
    phone: freshNumber(),
  }));
  for (let from = 0; from < contacts.length; from += calls)
    await create(sandbox, 'contacts', contacts.slice(from, from + calls));
  const { socket, delivered } = await listeners(page);

  for (const latency of [0, 50, 300]) {
    await sandbox.latency(latency);
    const [socketTook, numberTook, nameTook]: [number[], number[], number[]] = [[], [], []];
    for (const { name, phone } of contacts.splice(0, calls)) {
      await allowed(sandbox);
      const call = aCall(phone);
      const told = delivered(call.id);
      const card = page.evaluate((id) => window.stopwatch.painted(id), call.id);
      const named = page.evaluate(([id, text]) => window.stopwatch.painted(id, text), [
        call.id,
        name,
      ] as const);
      const start = commonNow();
      await sandbox.post(call.ringing());
      socketTook.push((await told) - start);
      numberTook.push((await card) - start);
      nameTook.push((await named) - start);
      await taken(page, call);
    }
    const crm = `CRM ${latency} ms`;
    record('ring', [
      ...spread(`${crm}: bare socket hears`, 'ms', socketTook, both),
      ...spread(`${crm}: number painted`, 'ms', numberTook, both, { p95: '≤ 60' }),
      ...spread(`${crm}: name painted`, 'ms', nameTook, both, { p95: `≤ ${latency + 60}` }),
    ]);
  }

  await sandbox.latency(5000);
  const [numberTook, hintTook]: [number[], number[]] = [[], []];
  for (const { phone } of contacts) {
    await allowed(sandbox);
    const call = aCall(phone);
    const card = page.evaluate((id) => window.stopwatch.painted(id), call.id);
    const hint = page.evaluate(([id, text]) => window.stopwatch.painted(id, text), [
      call.id,
      texts.card.lookup_timeout,
    ] as const);
    const start = commonNow();
    await sandbox.post(call.ringing());
    numberTook.push((await card) - start);
    hintTook.push((await hint) - start);
    await taken(page, call);
  }
  record('ring', [
    ...spread('CRM 5 s: number painted', 'ms', numberTook, both, { p95: '≤ 60' }),
    ...spread('CRM 5 s: "not in time" painted (deadline 1500)', 'ms', hintTook, both, { p95: '≤ 1560' }),
  ]);
  socket.close();
});
