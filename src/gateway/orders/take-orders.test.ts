import { aCall, ended } from '../../../test/fakes/fake-pbx';
import { oneKey } from '../pbx-key';
import type { PbxOrder } from '../../protocol/pbx-order';
import { pbxControl, readControlUrl, type PbxWord } from './pbx-control';
import { takeOrders } from './take-orders';

function setUp(word: PbxWord | undefined = 'done') {
  const given: PbxOrder[] = [];
  const calls = [aCall({ extensions: ['101'] }), aCall({ ...ended, call_id: 'c-over' })];
  const desk = takeOrders({
    control: (order) => {
      given.push(order);
      return Promise.resolve(word);
    },
    callOf: (id) => Promise.resolve(calls.find(({ call_id }) => call_id === id)),
    newId: () => 'new',
  });
  return { desk, given };
}

test("an agent's call is placed from the session's own extension, under the id that the events will carry", async () => {
  const { desk, given } = setUp();
  expect(await desk.originate({ phone: '+7 (999) 111-22-33', extension: '102' }, '101')).toEqual({
    ok: true,
    call_id: 'new',
  });
  expect(given).toEqual([
    { command: 'originate', extension: '101', phone: '+7 (999) 111-22-33', call_id: 'new' },
  ]);
});

test.each([
  [{}],
  [{ phone: 5 }],
  [{ phone: 'anna' }],
  [{ phone: '+' }],
  [{ phone: '1'.repeat(21) }],
  [{ phone: 'sip:1@2' }],
  [null],
])('%p is no number to call, and the PBX never hears of it', async (order) => {
  const { desk, given } = setUp();
  expect(await desk.originate(order, '101')).toMatchObject({ ok: false, code: 'invalid_order' });
  expect(given).toEqual([]);
});

test('an agent ends own calls and nobody else’s; that another exists is not told', async () => {
  const { desk, given } = setUp();
  expect(await desk.hangUp({ call_id: 'c-1' }, '101')).toEqual({ ok: true, call_id: 'c-1' });
  const stranger = await desk.hangUp({ call_id: 'c-1' }, '102');
  expect(stranger).toMatchObject({ ok: false, code: 'unknown_call' });
  expect(await desk.hangUp({ call_id: 'c-none' }, '101')).toEqual(stranger);
  expect(await desk.hangUp({ call_id: 'c-over' }, '101')).toEqual(stranger);
  expect(given).toHaveLength(1);
});

test('where nothing is configured, or the PBX says no or nothing, the agent is told which', async () => {
  const none = takeOrders({
    control: undefined,
    callOf: () => Promise.resolve(undefined),
    newId: () => 'new',
  });
  expect(await none.originate({ phone: '102' }, '101')).toMatchObject({ code: 'not_configured' });
  expect(await none.hangUp({ call_id: 'c-1' }, '101')).toMatchObject({ code: 'not_configured' });
  expect(await setUp().desk.originate({ phone: '102' }, null)).toMatchObject({ code: 'no_extension' });
  expect(await setUp('refused').desk.originate({ phone: '102' }, '101')).toMatchObject({
    code: 'pbx_refused',
  });
  expect(await setUp('silent').desk.originate({ phone: '102' }, '101')).toMatchObject({ code: 'pbx_silent' });
});

test('the order reaches the PBX with its key; 4xx is a no, all else is no word', async () => {
  const asked: RequestInit[] = [];
  const answering = (answer: () => Response) =>
    pbxControl(new URL('https://pbx.example/control'), oneKey('key'), (_url, init) => {
      asked.push(init ?? {});
      return new Promise((resolve) => resolve(answer()));
    });
  const order = { command: 'hangup', extension: '101', call_id: 'c-1' } as const;
  expect(await answering(() => new Response('', { status: 202 }))(order)).toBe('done');
  expect(await answering(() => new Response('', { status: 404 }))(order)).toBe('refused');
  expect(await answering(() => new Response('', { status: 502 }))(order)).toBe('silent');
  const broken = answering(() => {
    throw new TypeError('no route');
  });
  expect(await broken(order)).toBe('silent');
  expect(asked[0]).toMatchObject({
    method: 'POST',
    redirect: 'error',
    headers: { authorization: 'Bearer key' },
    body: JSON.stringify(order),
  });
});

test('the address is checked before the gateway starts', () => {
  const faults: string[] = [];
  const read = (value?: string) =>
    readControlUrl({ PBX_CONTROL_URL: value }, (name, wrong) => faults.push(`${name} ${wrong}`))?.href;
  expect([read(), read(' '), read('https://pbx.example/control')]).toEqual([
    undefined,
    undefined,
    'https://pbx.example/control',
  ]);
  expect(faults).toEqual([]);
  expect([read('pbx.example'), read('ftp://pbx.example')]).toEqual([undefined, undefined]);
  expect(faults).toHaveLength(2);
});
