import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { fakeClock } from '../../test/fakes/fake-clock';
import { socketPbx } from '../adapters/pbx/socket-pbx';
import type { FaultCode } from '../domain/fault';
import type { SignInResult } from '../ports/pbx';
import type { RenewAnswer } from '../protocol/agent-socket';
import type { AccountDesk } from './account-desk';
import { failedTries } from './failed-tries';
import { sessionTokens } from './session-token';
import { agentSockets } from './sockets';

jest.setTimeout(30_000);
const minute = 60_000;
const account = 28;
const publicUrl = new URL('https://gateway.example');
const amo = {
  url: new URL('https://example.amocrm.ru'),
  accountId: account,
  clientId: 'uuid-1',
  clientSecret: 'the integration secret',
  widgetCode: 'widget',
};

const http = createServer();
const clock = fakeClock(Date.now());
let sessionsFrom = 0;
const tokens = sessionTokens(
  { amo, publicUrl },
  () => clock.now(),
  () => sessionsFrom,
);
let guessed = 0;
const tries = { ...failedTries(() => clock.now()), failed: () => void (guessed += 1) };
let verified = 0;
/** Holds verification up until it is let go. */
let gate = Promise.resolve();
const desk: AccountDesk = {
  origin: amo.url.origin,
  tokens: {
    verify: async (token) => {
      const session = await tokens.verify(token);
      await gate;
      verified += 1;
      return session;
    },
  },
  store: { missed: () => Promise.resolve({ pictures: [], seq: 7 }) },
  onResult: () => Promise.resolve({ ok: true }),
  onHeard: () => undefined,
  orders: {
    originate: () => Promise.resolve({ ok: true }),
    hangUp: () => Promise.resolve({ ok: true }),
  },
};
const sockets = agentSockets({
  ...{ http, tries, clock, isOrigin: () => true, warn: () => undefined },
  deskOf: () => desk,
});
const url = () => `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
const clients: Socket[] = [];
const undos: (() => void)[] = [];

beforeAll(() => new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)));
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  for (const undo of undos.splice(0)) undo();
});
afterAll(async () => {
  sockets.close();
  await new Promise((resolve) => http.close(resolve));
});

const tokenFor = async (user = 7, extension: string | null = '101'): Promise<string> =>
  (await tokens.issue(user, extension, false)).token;

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it does not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function open(token: string) {
  const client = io(`${url()}/agents`, {
    ...{ auth: { token }, forceNew: true, transports: ['websocket'], reconnection: false },
  });
  clients.push(client);
  const heard: string[] = [];
  client.on('session:ending', () => heard.push('ending'));
  client.on('disconnect', (reason) => heard.push(reason));
  await new Promise((resolve) => client.once('caught_up', resolve));
  const renew = (next: unknown): Promise<RenewAnswer> =>
    client.timeout(10_000).emitWithAck('session:renew', next);
  return { client, heard, renew };
}

test('ten minutes before its end a browser is asked for the next session, and goes on with it', async () => {
  const { client, heard, renew } = await open(await tokenFor());
  await clock.pass(49 * minute);
  expect(await renew(await tokenFor())).toEqual({ ok: true });
  // Asked at 50 minutes of a session that is gone by then; the next one's end is at 109.
  await clock.pass(49 * minute);
  expect(heard).toEqual([]);
  await clock.pass(2 * minute);
  await until(() => heard.includes('ending'));
  expect(client.connected).toBe(true);
  await clock.pass(10 * minute);
  await until(() => heard.includes('io server disconnect'));
});

test('a session that is older than the one in use shortens nothing', async () => {
  const old = await tokenFor();
  await clock.pass(30 * minute);
  const { client, heard, renew } = await open(await tokenFor());
  expect(await renew(old)).toEqual({ ok: true });
  await clock.pass(40 * minute);
  expect([client.connected, heard]).toEqual([true, []]);
});

test.each([
  ['a colleague', 8, '101'],
  ['another number', 7, '102'],
  ['no number', 7, null],
])('a session of %s is not put under an open connection', async (_whose, user, extension) => {
  const { client, renew } = await open(await tokenFor());
  expect(await renew(await tokenFor(user, extension))).toEqual({ ok: false, code: 'session_other' });
  expect(client.connected).toBe(true);
});

test('one from before the uninstallation renews nothing', async () => {
  const { renew } = await open(await tokenFor());
  const late = await tokenFor();
  sessionsFrom = clock.now() + 1000;
  expect(await renew(late)).toEqual({ ok: false, code: 'session_expired' });
  sessionsFrom = 0;
});

test('whoever offers what was never a session is sent away, and it counts as a try', async () => {
  for (const forged of ['forged', 5, null, { token: 'x' }]) {
    const { client, heard } = await open(await tokenFor());
    client.emit('session:renew', forged);
    await until(() => heard.length > 0);
    expect(heard).toEqual(['io server disconnect']);
  }
  expect(guessed).toBe(4);
});

test('who was still on the way in when the account was let go does not get in', async () => {
  const token = await tokenFor();
  let letIn = (): void => undefined;
  gate = new Promise((resolve) => (letIn = resolve));
  const client = io(`${url()}/agents`, {
    ...{ auth: { token }, forceNew: true, transports: ['websocket'], reconnection: false },
  });
  clients.push(client);
  const gone = new Promise((resolve) => client.once('disconnect', resolve));
  await new Promise<void>((resolve) => client.io.once('open', () => resolve()));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await clock.pass(minute);
  sockets.letGo(account);
  letIn();
  expect(await gone).toBe('io server disconnect');
  gate = Promise.resolve();
});

describe('the widget', () => {
  /** A page that is looked at, and a sign-in that answers as it is told. */
  function agent(signIn: () => Promise<SignInResult>) {
    verified = 0;
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    Object.assign(globalThis, { window: page, document: page });
    const faults: FaultCode[] = [];
    const seen: string[] = [];
    const inNextTask = (run: () => void) => {
      const soon = setImmediate(run);
      return () => clearImmediate(soon);
    };
    const pbx = socketPbx({ gatewayUrl: url(), signIn, clock, inNextTask });
    undos.push(
      pbx.connect(
        {},
        {
          onSession: ({ extension }) => seen.push(`session ${extension ?? ''}`),
          onCall: ({ call_id }) => seen.push(call_id),
          onCaughtUp: () => seen.push('caught up'),
          onFault: (code) => faults.push(code),
          onHealed: () => undefined,
        },
      ),
    );
    return { faults, seen };
  }
  const signed = async (extension = '101'): Promise<SignInResult> => {
    const { token, session } = await tokens.issue(7, extension, false);
    return { ok: true, session: { token, expiresAt: session.expires, extension, logging: true } };
  };
  const told = (call_id: string, rooms: string[]) =>
    sockets.tell(account, [
      {
        rooms,
        picture: {
          ...{ call_id, state: 'ringing', direction: 'inbound', phone: '+79991112233', line: '+74951234567' },
          ...{ extensions: rooms, started_at: '2026-01-31T10:00:00.000Z', seq: 9 },
        },
      },
    ]);

  test('renews its session by itself, over hours, and is never disconnected', async () => {
    const { faults, seen } = agent(() => signed());
    await until(() => seen.length === 2);
    for (let times = 1; times <= 4; times += 1) {
      await clock.pass(50 * minute);
      await until(() => seen.length === 2 + times && verified === 1 + times);
    }
    await clock.pass(20 * minute);
    told('after hours', ['101']);
    await until(() => seen.includes('after hours'));
    expect(seen.filter((word) => word === 'caught up')).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  test('asks again, and quietly, while the CRM cannot vouch for it', async () => {
    let [isDown, asked] = [false, 0];
    const { faults, seen } = agent(() => {
      asked += 1;
      return isDown ? Promise.resolve({ ok: false, why: 'unreachable' }) : signed();
    });
    await until(() => seen.length === 2);
    isDown = true;
    await clock.pass(50 * minute);
    await until(() => asked === 2);
    await clock.pass(5 * minute);
    expect(asked).toBeGreaterThan(5);
    isDown = false;
    await clock.pass(minute);
    await until(() => seen.length === 3);
    await until(() => verified === 2);
    await clock.pass(20 * minute);
    told('later', ['101']);
    await until(() => seen.includes('later'));
    expect([faults, seen.filter((word) => word === 'caught up').length]).toEqual([[], 1]);
  });

  test('connects anew where its internal number has changed meanwhile', async () => {
    let number = '101';
    const { seen } = agent(() => signed(number));
    await until(() => seen.length === 2);
    number = '102';
    await clock.pass(50 * minute);
    await until(() => seen.includes('session 102'));
    await until(() => sockets.count() === 0);
    await clock.pass(5_000);
    await until(() => seen.filter((word) => word === 'caught up').length === 2);
    told('for 102', ['102']);
    await until(() => seen.includes('for 102'));
  });
});
