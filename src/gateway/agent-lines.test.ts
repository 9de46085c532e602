import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import type { Undo } from '../domain/undo';
import { agentLines } from './agent-lines';

const account = 28;
const http = createServer();
const server = new Server(http, { maxHttpBufferSize: 1e6 });
const agents = server.of('/agents');
const lines = agentLines('/agents');
const clients: Socket[] = [];
/** By extension: takes its browser off again. */
const added = new Map<string, Undo>();
/** What follows at once when a browser has come. */
let onCome: (socket: Parameters<typeof lines.add>[2] & { emit(name: string, value: string): void }) => void;

agents.on('connection', (socket) => {
  const extension = String(socket.handshake.auth['extension']);
  added.set(extension, lines.add(account, extension, socket));
  onCome(socket);
  socket.on('echo', (word: string) => socket.emit('call', word));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  onCome = () => undefined;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await server.close();
});

function connect(extension: string, transports = ['websocket']) {
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/agents`;
  const client = io(url, { auth: { extension }, forceNew: true, transports, reconnection: false });
  clients.push(client);
  const heard: unknown[] = [];
  client.on('call', (call: unknown) => heard.push(call));
  const once = (name: string) => new Promise<void>((resolve) => client.once(name, () => resolve()));
  const hear = async (count: number): Promise<unknown[]> => {
    while (heard.length < count) await once('call');
    return heard;
  };
  return { client, hear, heard, ready: once('connect') };
}
function tell(extensions: readonly string[], ...said: readonly string[]): void {
  for (const word of said) lines.tell(account, extensions, () => JSON.stringify(word));
  lines.flush();
}

test.each([
  ['by websocket', ['websocket']],
  ['by long polling', ['polling']],
  ['by one after the other', ['polling', 'websocket']],
])('whatever is told arrives whole and in order %s', async (_name, transports) => {
  const [one, two] = [connect('101', transports), connect('101', transports)];
  await Promise.all([one.ready, two.ready]);
  const words = ['', 'x', 'ночная смена', '🎧', 'x'.repeat(100), 'ы'.repeat(40_000), 'x'.repeat(70_000)];
  const told: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const said = words.map((word, index) => `${round} ${index} ${word}`);
    tell(['101', '102'], ...said);
    told.push(...said);
    // While a way is changed for another one, too.
    if (round > 0) await one.hear(told.length);
  }
  expect(await one.hear(told.length)).toEqual(told);
  expect(await two.hear(told.length)).toEqual(told);
});

test('whatever is told keeps its place among what socket.io sends', async () => {
  onCome = (socket) => {
    for (const word of ['1', '2', '3']) socket.emit('call', word);
    tell(['101'], '4', '5');
    socket.emit('call', '6');
  };
  const { client, hear } = connect('101');
  expect(await hear(6)).toEqual(['1', '2', '3', '4', '5', '6']);
  client.emit('echo', '7');
  await hear(7);
  tell(['101'], '8');
  expect((await hear(8)).slice(6)).toEqual(['7', '8']);
});

test('whoever is taken off hears nothing more, and a text for nobody is not asked for', async () => {
  const [anna, boris] = [connect('201'), connect('202')];
  await Promise.all([anna.ready, boris.ready]);
  added.get('201')!();
  tell(['201', '202'], 'for boris alone');
  tell(['201'], 'for nobody');
  const never = (): string => {
    throw new Error('nobody is there');
  };
  lines.tell(account, ['201', '203'], never);
  lines.tell(account + 1, ['202'], never);
  expect(await boris.hear(1)).toEqual(['for boris alone']);
  for (const [agent, extension] of [[anna, '201'] as const, [boris, '202'] as const]) {
    agent.client.emit('echo', extension);
    await agent.hear(agent === anna ? 1 : 2);
  }
  expect([anna.heard, boris.heard]).toEqual([['201'], ['for boris alone', '202']]);
});

test('whoever says goodbye is sent nothing more, though its stream is still there', async () => {
  const { client, ready } = connect('101');
  await ready;
  const failed: unknown[] = [];
  const raw = [...agents.sockets.values()].at(-1)!.conn.request.socket;
  raw.on('error', (error) => failed.push(error));
  const gone = new Promise((resolve) => raw.once('close', resolve));
  raw.once('finish', () => tell(['101'], 'too late'));
  client.io.engine.close();
  await gone;
  expect(failed).toEqual([]);
});
