import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamText } from '../../../test/fakes/asterisk-stream';
import { fakeAsterisk, type FakeAsterisk } from '../../../test/fakes/fake-asterisk';
import type { CallEvent } from '../../domain/call';
import type { Clock } from '../../ports/clock';
import { startAsterisk, type Asterisk } from './start-asterisk';

jest.setTimeout(30_000);

let pbx: FakeAsterisk;
let folder: string;
const running: Asterisk[] = [];
beforeEach(async () => {
  pbx = await fakeAsterisk();
  folder = mkdtempSync(join(tmpdir(), 'asterisk-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  await pbx.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Twenty times as quick as the real one. */
const began = Date.now();
const quick: Clock = {
  now: () => began + (Date.now() - began) * 20,
  after(ms, run) {
    const timer = setTimeout(run, ms / 20);
    return () => clearTimeout(timer);
  },
};

function listening({ secret = 'the secret', clock = quick, append = (): void => undefined } = {}) {
  const events: CallEvent[] = [];
  const lost: string[] = [];
  const warnings: string[] = [];
  const asterisk = startAsterisk({
    config: { url: pbx.url, user: 'gateway', secret, phones: 'PJSIP/{extension}', context: 'from-internal' },
    ...{ folder, clock },
    store: {
      append: (batch) => {
        append();
        events.push(...batch);
        return Promise.resolve({ accepted: batch.length, duplicates: 0 });
      },
    },
    warn: (_error, message) => warnings.push(message),
    onLost: (why) => lost.push(why),
  });
  running.push(asterisk);
  return { asterisk, events, lost, warnings };
}
const isIn = () => pbx.asked('CoreShowChannels').length > 0;
async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it does not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('it signs in without ever sending its secret, and events become calls', async () => {
  const { events } = listening({ clock: { ...quick, after: (ms, run) => quick.after(ms * 20, run) } });
  await until(isIn);
  pbx.say(streamText('group'));
  await until(() => events.length === 4);
  expect(events.map(({ type }) => type)).toEqual(['ringing', 'ringing', 'answered', 'ended']);
  expect(JSON.stringify(pbx.actions)).not.toContain('the secret');
});

test('a wrong secret is said once in words, and not tried in haste', async () => {
  const { lost } = listening({ secret: 'wrong' });
  await until(() => lost.length > 0);
  expect(lost[0]).toBe('Asterisk refuses the user gateway: Authentication failed');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(pbx.asked('Login')).toHaveLength(1);
});

test('after a loss it comes back by itself, and ends what has ended meanwhile', async () => {
  const { events, lost } = listening();
  await until(isIn);
  pbx.say(streamText('group').split('\r\n\r\n').slice(0, 9).join('\r\n\r\n') + '\r\n\r\n');
  await until(() => events.some(({ type }) => type === 'answered'));
  pbx.hangUp();
  await until(() => events.some(({ type }) => type === 'ended'));
  expect(lost.length).toBeGreaterThan(0);
  expect(events.at(-1)).toMatchObject({ disposition: 'answered', extensions: ['101'] });
});

test('a call that ends while the gateway is away is ended when it comes back', async () => {
  const first = listening();
  await until(isIn);
  pbx.say(streamText('missed').split('\r\n\r\n').slice(0, 4).join('\r\n\r\n') + '\r\n\r\n');
  await until(() => first.events.length === 1);
  await first.asterisk.stop();
  const second = listening();
  await until(() => second.events.length === 1);
  expect(second.events[0]).toMatchObject({
    call_id: first.events[0]?.call_id,
    ...{ type: 'ended', disposition: 'no_answer' },
  });
});

test('an Asterisk that says nothing any more is left for a new connection', async () => {
  const { lost } = listening();
  await until(isIn);
  pbx.answers(() => undefined);
  await until(() => lost.length > 0);
  expect(lost[0]).toBe('Asterisk does not answer');
  pbx.answers(() => ({ Response: 'Success' }));
  await until(() => pbx.asked('CoreShowChannels').length > 1);
});

test('events that the disk would not take are taken later, in their order', async () => {
  let refusals = 3;
  const { events, warnings } = listening({
    append: () => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the disk hangs');
    },
  });
  await until(isIn);
  pbx.say(streamText('queue'));
  await until(() => events.length === 4);
  expect(events.map(({ type }) => type)).toEqual(['ringing', 'ringing', 'answered', 'ended']);
  expect(warnings).toContain('events of Asterisk not stored, to be tried again');
});

test('whatever a stranger’s number is made of, it is text within bounds; a call that cannot be named is left out', async () => {
  const { events, warnings } = listening();
  await until(isIn);
  const [bad, long] = ['<b>\u0007"; drop', `+7${'9'.repeat(500)}`];
  const by = (number: string): string => streamText('missed').replaceAll('+79991112233', number);
  pbx.say(by(bad) + by(long).replaceAll('1790000000.2', '1790000000.7'));
  await until(() => events.filter(({ type }) => type === 'ended').length === 2);
  expect(new Set(events.map(({ from }) => from))).toEqual(new Set(['<b>"; drop', `+7${'9'.repeat(62)}`]));
  pbx.say(streamText('missed').replaceAll('1790000000.2', `${'1'.repeat(200)}.2`) + streamText('hidden'));
  await until(() => events.at(-1)?.from === '' && events.at(-1)?.type === 'ended');
  expect(events).toHaveLength(6);
  expect(warnings).toContain('an event of Asterisk was left out');
});

describe('orders', () => {
  const call_id = 'b7b1c0de-0000-4000-8000-000000000001';
  const originate = { command: 'originate', extension: '101', phone: '8 (999) 111-22-33', call_id } as const;

  test('the agent’s phone is rung first, and the call goes by the id that the order was given', async () => {
    const { asterisk, events } = listening({
      clock: { ...quick, after: (ms, run) => quick.after(ms * 20, run) },
    });
    await until(isIn);
    const done = asterisk.control(originate);
    await until(() => pbx.asked('Originate').length > 0);
    pbx.say(streamText('originate'));
    expect(await done).toBe('done');
    expect(pbx.asked('Originate')[0]).toMatchObject({
      ...{ Channel: 'PJSIP/101', Context: 'from-internal', Exten: '89991112233', ChannelId: call_id },
      ...{ Async: 'true', CallerID: '"89991112233" <101>' },
    });
    await until(() => events.at(-1)?.type === 'ended');
    expect(new Set(events.map((event) => event.call_id))).toEqual(new Set([call_id]));
    expect(events[0]).toMatchObject({ to: '8 (999) 111-22-33', reason: 'own_phone' });
  });

  test('hanging up ends the agent’s own channel of that call, and no other’s', async () => {
    const { asterisk, events } = listening({
      clock: { ...quick, after: (ms, run) => quick.after(ms * 20, run) },
    });
    await until(isIn);
    pbx.say(streamText('group').split('\r\n\r\n').slice(0, 7).join('\r\n\r\n') + '\r\n\r\n');
    await until(() => events.length === 2);
    const hangUp = { command: 'hangup', extension: '102', call_id: events[0]!.call_id } as const;
    expect(await asterisk.control(hangUp)).toBe('done');
    expect(pbx.asked('Hangup').map(({ Channel }) => Channel)).toEqual(['PJSIP/102-0000001c']);
    expect(await asterisk.control({ ...hangUp, extension: '103' })).toBe('refused');
    expect(await asterisk.control({ ...hangUp, call_id: 'none' })).toBe('refused');
  });

  test('an order for an agent whose phone is not there is a no, though Asterisk has first said yes', async () => {
    const { asterisk, events } = listening({
      clock: { ...quick, after: (ms, run) => quick.after(ms * 20, run) },
    });
    await until(isIn);
    const word = asterisk.control({ ...originate, extension: '103' });
    await until(() => pbx.asked('Originate').length > 0);
    const given = /ActionID: (\S+)/.exec(streamText('22/originate-no-phone'))?.[1] ?? '';
    pbx.say(streamText('22/originate-no-phone').replaceAll(given, call_id));
    expect(await word).toBe('refused');
    expect(events).toEqual([]);
  });

  test('a refusal, a silence and a missing connection are told apart from a yes', async () => {
    const { asterisk } = listening();
    await until(isIn);
    pbx.answers(() => ({ Response: 'Error', Message: 'Extension does not exist.' }));
    expect(await asterisk.control(originate)).toBe('refused');
    pbx.answers(({ Action }) => (Action === 'Ping' ? { Response: 'Success' } : undefined));
    expect(await asterisk.control(originate)).toBe('silent');
    await pbx.close();
    await until(() => !pbx.isThere());
    expect(await asterisk.control(originate)).toBe('silent');
    pbx = await fakeAsterisk();
  });
});
