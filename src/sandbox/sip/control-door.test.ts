import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { controlDoor, type Mood } from './control-door';
import type { PbxOrder } from '../../protocol/pbx-order';

const taken: PbxOrder[] = [];
let mood: Mood = 'willing';
const door = controlDoor({
  pbxKey: 'key',
  take(order) {
    taken.push(order);
    return { status: 202, message: '101 rings.' };
  },
  mood: () => mood,
});
const server = createServer((request, response) => void door(request, response));
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/control`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  taken.length = 0;
  mood = 'willing';
});

const originate = { command: 'originate', extension: '101', phone: '+7 999', call_id: 'c-1' };
const send = (body: string, key = 'key', method = 'POST') =>
  fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(method === 'POST' && { body }),
    signal: AbortSignal.timeout(3_000),
  });

test('orders are taken of whoever has the key', async () => {
  const answer = await send(JSON.stringify(originate));
  expect([answer.status, await answer.json()]).toEqual([202, { message: '101 rings.' }]);
  await send(JSON.stringify({ command: 'hangup', extension: '101', call_id: 'c-1', phone: 'x' }));
  expect(taken).toEqual([originate, { command: 'hangup', extension: '101', call_id: 'c-1' }]);
});

test.each([
  ['of a stranger', JSON.stringify(originate), 'other', 401],
  ['that is no JSON', '{', 'key', 400],
  ['that is null', 'null', 'key', 400],
  ['of another kind', JSON.stringify({ ...originate, command: 'record' }), 'key', 400],
  ['without a call', JSON.stringify({ ...originate, call_id: '' }), 'key', 400],
  ['without a number', JSON.stringify({ ...originate, phone: 7 }), 'key', 400],
  ['that is too long', JSON.stringify({ ...originate, more: 'x'.repeat(5_000) }), 'key', 413],
])('an order %s is refused, and nothing rings', async (_what, body, key, status) => {
  expect((await send(body, key)).status).toBe(status);
  expect(taken).toEqual([]);
});

test('nothing but POST is understood', async () => {
  expect((await send('', 'key', 'GET')).status).toBe(405);
});

test('told to refuse it says no; told to be silent it says nothing', async () => {
  mood = 'refusing';
  expect((await send(JSON.stringify(originate))).status).toBe(403);
  mood = 'silent';
  const waiting = new AbortController();
  const asked = fetch(url, { method: 'POST', body: '{}', signal: waiting.signal });
  await new Promise((resolve) => server.once('request', resolve));
  waiting.abort();
  await expect(asked).rejects.toThrow();
  expect(taken).toEqual([]);
});
