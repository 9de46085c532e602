import { fakeClock } from '../../test/fakes/fake-clock';
import { fakeSound, fakeWiring, type FakeLeg } from '../../test/fakes/fake-sip-wire';
import { phone } from './phone';
import type { PhoneCall } from './phone-state';

async function aPhone() {
  const clock = fakeClock();
  const server = fakeWiring();
  const sound = fakeSound();
  const states: string[] = [];
  const line = phone({
    account: {
      url: 'wss://pbx.example.test',
      uri: 'sip:101@pbx.example.test',
      username: '101',
      password: '',
      iceServers: [],
    },
    wiring: server.wiring,
    sound,
    clock,
    chance: () => 0.5,
    onState: ({ link }) => states.push(link),
    onUnexpected(error) {
      throw error;
    },
  });
  await clock.pass(0);
  const call = (index = 0): PhoneCall => line.state.calls[index]!;
  const talk = async (): Promise<FakeLeg> => {
    const leg = server.ring();
    await line.run({ do: 'answer', id: leg.id });
    leg.hears.onJoined(undefined);
    await clock.pass(0);
    return leg;
  };
  return { clock, server, sound, line, call, talk };
}

test('a call rings, is answered, talks and ends when the far side hangs up', async () => {
  const { clock, server, sound, line, call } = await aPhone();
  const leg = server.ring({ callId: 'c-77' });
  expect(call()).toMatchObject({ stage: 'incoming', callId: 'c-77', direction: 'inbound' });
  expect(sound.rings.pop()).toBe('ring');
  await line.run({ do: 'answer', id: leg.id });
  expect(sound.rings.pop()).toBe(undefined);
  leg.hears.onJoined(undefined);
  expect(call().stage).toBe('talking');
  leg.hears.onOver('far-hung-up');
  expect(call()).toMatchObject({ stage: 'ended', why: 'far-hung-up' });
  await clock.pass(6000);
  expect(line.state.calls).toEqual([]);
});

test.each([
  ['everywhere', 'refuse 603'],
  ['here', 'refuse 486'],
] as const)('declining %s says so to the server', async (where, said) => {
  const { server, line } = await aPhone();
  const leg = server.ring();
  await line.run({ do: 'decline', id: leg.id, where });
  expect(leg.did).toEqual([said, 'drop']);
});

test('without a line nobody is called, and a number that is none is refused', async () => {
  const { server, line } = await aPhone();
  expect(await line.run({ do: 'call', number: '' })).toEqual({ ok: false, why: 'bad-number' });
  server.lose();
  expect(await line.run({ do: 'call', number: '102' })).toEqual({ ok: false, why: 'no-line' });
});

test('a ring stops with its socket, a talk goes on and is renewed once on the next one', async () => {
  const { clock, server, talk, call } = await aPhone();
  const leg = await talk();
  const ringing = server.ring();
  server.lose();
  expect(call(1)).toMatchObject({ stage: 'ended', why: 'line-lost' });
  expect(ringing.did).toEqual(['refuse 486', 'drop']);
  expect(call().stage).toBe('talking');
  await clock.pass(1000);
  expect(leg.did).toEqual(['answer', 'renew']);
});

test('sound that went with the socket comes back by a new way', async () => {
  const { clock, server, talk } = await aPhone();
  const leg = await talk();
  leg.flows = false;
  server.lose();
  await clock.pass(500);
  expect(leg.did).toEqual(['answer', 'renew restart']);
});

test('a far side that is gone by then ends the call', async () => {
  const { clock, server, talk, call } = await aPhone();
  const leg = await talk();
  leg.renewals.push('gone');
  server.lose();
  await clock.pass(500);
  expect(call()).toMatchObject({ stage: 'ending', why: 'far-side-gone' });
});

test('answering a second call holds the first; taking the first back holds the second', async () => {
  const { clock, server, line, talk, call } = await aPhone();
  const first = await talk();
  const second = server.ring();
  await line.run({ do: 'answer', id: second.id });
  second.hears.onJoined(undefined);
  await clock.pass(0);
  expect([call(0).held, call(1).held]).toEqual([true, false]);
  await line.run({ do: 'hold', id: first.id, on: false });
  expect([call(0).held, call(1).held]).toEqual([false, true]);
});

test('a hold that the far side refuses is taken back and said', async () => {
  const { line, talk, call } = await aPhone();
  const leg = await talk();
  leg.renewals.push('refused');
  expect(await line.run({ do: 'hold', id: leg.id, on: true })).toEqual({ ok: false, why: 'refused' });
  expect(call()).toMatchObject({ held: false, holding: false, note: 'hold-refused' });
});

test('when both hold at once, ours is asked once more after a wait', async () => {
  const { clock, line, talk, call } = await aPhone();
  const leg = await talk();
  leg.renewals.push('glare');
  const done = line.run({ do: 'hold', id: leg.id, on: true });
  await clock.pass(1100);
  expect(await done).toEqual({ ok: true });
  expect(call().held).toBe(true);
});

test('a transfer ends the call when the colleague answers', async () => {
  const { clock, line, talk, call } = await aPhone();
  const leg = await talk();
  const done = line.run({ do: 'transfer', id: leg.id, to: '102' });
  await clock.pass(0);
  leg.news!.onNews(180);
  expect(call().transfer).toEqual({ to: '102', trying: true });
  leg.news!.onNews(200);
  expect(await done).toEqual({ ok: true });
  expect(call()).toMatchObject({ stage: 'ending', why: 'transferred' });
});

test('a transfer that fails gives the caller back, off hold', async () => {
  const { clock, line, talk, call } = await aPhone();
  const leg = await talk();
  await line.run({ do: 'hold', id: leg.id, on: true });
  const done = line.run({ do: 'transfer', id: leg.id, to: '102' });
  await clock.pass(0);
  leg.news!.onNews(486);
  expect(await done).toEqual({ ok: false, why: 'refused' });
  expect(call()).toMatchObject({ stage: 'talking', held: false, note: 'transfer-failed' });
  expect(call().transfer).toBe(undefined);
});

test('a transfer of which nobody speaks again gives the caller back as well', async () => {
  const { clock, line, talk, call } = await aPhone();
  const leg = await talk();
  const done = line.run({ do: 'transfer', id: leg.id, to: '102' });
  await clock.pass(91_000);
  expect((await done).ok).toBe(false);
  expect(call().stage).toBe('talking');
});

test('a transfer waits for a hold that is under way', async () => {
  const { clock, line, talk } = await aPhone();
  const leg = await talk();
  leg.renewals.push('glare');
  void line.run({ do: 'hold', id: leg.id, on: true });
  void line.run({ do: 'transfer', id: leg.id, to: '102' });
  await clock.pass(500);
  expect(leg.did).not.toContain('transfer 102');
  await clock.pass(1000);
  expect(leg.did.slice(-2)).toEqual(['renew hold', 'transfer 102']);
});

test('two talks are joined to one, and the last of them is not left mixed', async () => {
  const { clock, server, line, talk, call } = await aPhone();
  const first = await talk();
  const second = await talk();
  await clock.pass(0);
  expect(await line.run({ do: 'mix' })).toEqual({ ok: true });
  expect([call(0), call(1)].map(({ held, mixed }) => [held, mixed])).toEqual([
    [false, true],
    [false, true],
  ]);
  second.hears.onOver('far-hung-up');
  expect(server.did).toEqual(['mix 2', 'unmix']);
  expect(call(0).mixed).toBe(false);
  expect(first.did).not.toContain('end');
});

test('a talk that is handed over by Replaces does not ring', async () => {
  const { server, talk, call } = await aPhone();
  const leg = await talk();
  const next = server.ring({ replaces: leg.id });
  expect(next.did).toEqual(['answer']);
  expect(call(1).stage).toBe('answering');
});

test('the fifth call at once is told that we are busy', async () => {
  const { server } = await aPhone();
  for (let time = 0; time < 4; time += 1) server.ring();
  expect(server.hasRoom()).toBe(false);
});

test('leaving the page ends what nobody rescues, at once', async () => {
  const { line, talk } = await aPhone();
  const rescued = await talk();
  const ended = await talk();
  line.leave([rescued.id]);
  expect(ended.did).toContain('end');
  expect(rescued.did).not.toContain('end');
  expect(rescued.did).toContain('abandon');
});

test('new credentials are the server’s matter: the talk and the line go on', async () => {
  const { server, line, call, talk } = await aPhone();
  await talk();
  line.renew({
    ...{ url: 'wss://pbx.example.test', uri: 'sip:101@pbx.example.test' },
    ...{ username: '1800043200:101', password: 'q', iceServers: [] },
  });
  expect(server.did).toContain('renew 1800043200:101');
  expect([call().stage, line.state.link]).toEqual(['talking', 'ready']);
});

test('a second caller is heard softly over a talk', async () => {
  const { server, sound, talk } = await aPhone();
  await talk();
  server.ring();
  expect(sound.rings.pop()).toBe('waiting');
});
