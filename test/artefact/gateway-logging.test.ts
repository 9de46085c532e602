import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { SessionAnswer } from '../../src/protocol/agent-socket';
import { failingCrm, type Mood } from '../logging/failing-crm';
import { firedAtGateway } from '../logging/fired-at-gateway';

jest.setTimeout(60_000);

const stranger = '+79127771129';
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function atWork(env: Record<string, string> = {}, shares: Partial<Record<Mood, number>> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gateway-logging-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const settings = { extensions: { 1: '101', 2: '102' } };
  const crm = await failingCrm({ seed: 1, shares, settings, onMoment: () => undefined });
  cleanups.push(() => crm.close());
  const gateway = await firedAtGateway(crm.url, folder, { RECORDING_WAIT: '0', ...env });
  cleanups.push(gateway.kill);
  await gateway.start();
  return { crm, gateway };
}
const ended = (call_id: string, from: string, more: object = {}) => ({
  ...{ id: `${call_id}-ended`, call_id, type: 'ended', direction: 'inbound', from, to: '+74951234567' },
  ...{ extensions: ['101'], at: new Date().toISOString(), duration: 62, disposition: 'answered', ...more },
});
const until = async (met: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 20));
};
async function browser({ gateway }: Awaited<ReturnType<typeof atWork>>): Promise<Socket> {
  const socket = io(`${gateway.url}/agents`, {
    auth: { token: await gateway.session() },
    ...{ transports: ['websocket'], forceNew: true, reconnectionDelay: 50 },
  });
  cleanups.push(() => socket.close());
  await new Promise((resolve) => socket.once('caught_up', resolve));
  return socket;
}
const say = (socket: Socket, word: unknown): Promise<unknown> =>
  socket.timeout(3000).emitWithAck('call:result', word);

test('the stranger that an agent talked with waits for the result, and is logged where it was saved, though the gateway dies', async () => {
  const running = await atWork();
  const { crm, gateway } = running;
  const socket = await browser(running);
  await gateway.post([ended('c-1', stranger)]);
  await until(async () => (await gateway.journal()).counts.held === 1);
  expect(await say(socket, { call_id: 'c-1', outcome: 'open' })).toEqual({ ok: true });
  // The window makes the contact, then says so.
  crm.ledger.contacts.push({ id: 77, phone: stranger.slice(-10) });
  expect(await say(socket, { call_id: 'c-1', outcome: 'saved', call_status: 2 })).toEqual({ ok: true });
  await gateway.kill();
  await gateway.start();
  await until(() => crm.ledger.notes.length > 0);
  expect(crm.ledger.notes).toMatchObject([{ entity_id: 77, params: { uniq: 'c-1', call_status: 2 } }]);
  expect(crm.ledger.inbox).toEqual([]);
});

test('a result is taken for one’s own ended calls alone, and harmlessly again', async () => {
  const running = await atWork();
  const { gateway } = running;
  const socket = await browser(running);
  await gateway.post([
    ended('c-own', stranger),
    ended('c-foreign', '+79127771119', { extensions: ['102'] }),
    { ...ended('c-live', stranger), id: 'live', type: 'answered' },
  ]);
  const saved = { outcome: 'cancelled', call_id: 'c-own' };
  expect([await say(socket, saved), await say(socket, saved)]).toEqual([{ ok: true }, { ok: true }]);
  const codes = await Promise.all(
    [
      { ...saved, call_id: 'c-foreign' },
      { ...saved, call_id: 'c-nowhere' },
      { ...saved, call_id: 'c-live' },
      { ...saved, outcome: 'lost' },
      { ...saved, call_status: '2' },
      null,
    ].map(async (word) => ((await say(socket, word)) as { code: string }).code),
  );
  expect(codes).toEqual([
    ...['unknown_call', 'unknown_call', 'not_ended'],
    ...['invalid_result', 'invalid_result', 'invalid_result'],
  ]);
});

test('without a browser open, a stranger goes to the inbox at once', async () => {
  const { crm, gateway } = await atWork();
  await gateway.post([ended('c-1', stranger)]);
  await until(() => crm.ledger.inbox.length > 0);
  expect(crm.ledger.inbox).toMatchObject([{ metadata: { uniq: 'c-1', phone: stranger, duration: 62 } }]);
});

test('browsers are told whether calls are logged, and nothing is where they are not', async () => {
  const told = async ({ gateway }: Awaited<ReturnType<typeof atWork>>): Promise<SessionAnswer> => {
    await gateway.session();
    return gateway.answer()!;
  };
  expect(await told(await atWork())).toMatchObject({ logging: true });
  const off = await atWork({ CALL_LOGGING: 'off' });
  expect(await told(off)).toMatchObject({ logging: false });
  await off.gateway.post([ended('c-1', '+79127771120')]);
  expect((await off.gateway.journal('all')).rows).toEqual([]);
  expect(off.crm.ledger.notes).toEqual([]);
});

test('a gateway asked to stop while the CRM hangs stops in time, and loses nothing', async () => {
  const { crm, gateway } = await atWork({}, { 'hang, done': 1 });
  await gateway.post([ended('c-1', '+79127771120')]);
  await until(() => crm.requests() > 0);
  expect(await gateway.asked()).toBe(0);
  crm.recover();
  await gateway.start();
  await until(async () => (await gateway.journal()).counts.logged === 1);
  expect(crm.ledger.notes.map(({ params }) => params['uniq'])).toEqual(['c-1']);
});
