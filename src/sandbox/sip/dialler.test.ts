import { phonesOnBench, type BenchPhone } from '../../../test/fakes/pbx-bench';
import { settle } from '../../../test/fakes/fake-clock';
import { header, headersOf } from '../../../test/fakes/sip-message';

const olgas = '+79991112233';

async function ordered(phone = olgas) {
  const bench = phonesOnBench();
  const order = (more: object = {}) =>
    bench.proxy.obey({ command: 'originate', extension: '101', phone, call_id: 'c-1', ...more } as never);
  const word = order();
  await settle();
  const told = () =>
    bench.events.map(({ type, reason, disposition }) => reason ?? disposition ?? type).join(' ');
  return { ...bench, order, word, told };
}

/** The agent's phone is picked up, and calls whom it is asked to call. */
async function pickedUp(anna: BenchPhone): Promise<void> {
  await anna.answer(200);
  const refer = anna.last();
  await anna.answer(202, refer);
  const to = /<(sip:[^>]+)>/.exec(header(refer, 'Refer-To'))![1]!;
  await anna.call(decodeURIComponent(to), [['Referred-By', header(refer, 'Referred-By')]]);
}
const reported = async (anna: BenchPhone, line: string): Promise<void> => {
  const refer = anna.heard.find(({ start }) => start.startsWith('REFER'))!;
  const uri = /<([^>]+)>/.exec(header(refer, 'Contact'))![1]!;
  const notify = anna.request('NOTIFY', uri, [['Route', '<sip:sandbox;transport=ws;lr>']], line);
  notify.headers = notify.headers.map(([name, value]) => [
    name,
    name === 'From'
      ? header(refer, 'To')
      : name === 'To'
        ? header(refer, 'From')
        : name === 'Call-ID'
          ? header(refer, 'Call-ID')
          : value,
  ]);
  anna.say(notify);
  await settle();
};

test("the agent's own phone rings first, with the client's number; the client only once it is picked up", async () => {
  const { anna, olga, word, told, outside } = await ordered();
  expect(word.status).toBe(202);
  const invite = anna.last();
  expect(headersOf(invite, 'P-Asserted-Identity')).toEqual([`<sip:${olgas}@sandbox>`]);
  expect(header(invite, 'X-Call-Id')).toBe('c-1');
  expect(olga.news()).toEqual([]);
  expect(told()).toBe('own_phone');
  await anna.answer(180);
  await pickedUp(anna);
  expect(olga.news()).toEqual(['INVITE']);
  expect(told()).toBe('own_phone client_phone');
  expect(outside.list()).toMatchObject([{ call_id: 'c-1', extension: '101', number: olgas }]);
});

test('what the agent’s phone gets takes no sound, so it can be joined without any', async () => {
  const { anna } = await ordered();
  const offer = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\na=mid:0\r\n';
  const invite = anna.last();
  await anna.answer(200, invite, [], offer);
  const ack = anna.heard.find(({ start }) => start.startsWith('ACK'))!;
  expect(ack.body).toContain('m=audio 0 UDP/TLS/RTP/SAVPF 111 0\r\n');
  expect(ack.body).toContain('a=mid:0\r\n');
});

test('they talk; the card’s hang-up ends it at both phones, and the call is told as answered', async () => {
  const { anna, olga, proxy, told, events, clock } = await ordered();
  await anna.answer(180);
  await pickedUp(anna);
  await olga.answer(200);
  await reported(anna, 'SIP/2.0 200 OK');
  expect(anna.last().start).toMatch(/^BYE/);
  await clock.pass(5_000);
  olga.news();
  anna.news();
  const hangUp = { command: 'hangup', extension: '101', call_id: 'c-1' } as const;
  expect(proxy.obey(hangUp).status).toBe(202);
  expect([anna.news(), olga.news()]).toEqual([['BYE'], ['BYE']]);
  expect(told()).toBe('own_phone client_phone answered answered');
  expect(events.at(-1)).toMatchObject({ type: 'ended', duration: 5, extensions: ['101'] });
  expect(proxy.obey(hangUp).status).toBe(404);
});

test('a colleague is called so, too, and it is one call of the agent who has asked', async () => {
  const { anna, boris, events } = await ordered('102');
  await pickedUp(anna);
  await boris.answer(180);
  await boris.answer(200);
  expect(events.map(({ type, extensions }) => [type, ...extensions].join(' '))).toEqual([
    'ringing 101',
    'ringing 101',
    'answered 101',
  ]);
  expect(events[0]).toMatchObject({ direction: 'outbound', from: '101', to: '102' });
});

test.each([[486], [603], [480]])(
  'an own phone that says %i ends it, and the client is never called',
  async (no) => {
    const { anna, olga, told } = await ordered();
    await anna.answer(no);
    expect(told()).toBe('own_phone failed');
    expect(olga.news()).toEqual([]);
  },
);

test('an own phone that nobody picks up is given up after half a minute', async () => {
  const { anna, clock, told, order } = await ordered();
  const invite = anna.last();
  await anna.answer(180);
  expect(order({ call_id: 'c-2' })).toMatchObject({ status: 409 });
  await clock.pass(30_000);
  expect(anna.last().start).toMatch(/^CANCEL/);
  await anna.answer(487, invite);
  expect(told()).toBe('own_phone failed');
  expect(order({ call_id: 'c-2' })).toMatchObject({ status: 202 });
});

test('an own phone that does not call whom it is asked to call is let go', async () => {
  const { anna, clock, told } = await ordered();
  await anna.answer(200);
  await anna.answer(202, anna.last());
  await clock.pass(10_000);
  expect(anna.last().start).toMatch(/^BYE/);
  expect(told()).toBe('own_phone failed');
});

test('an own phone that refuses to be asked is let go at once', async () => {
  const { anna, told } = await ordered();
  await anna.answer(200);
  await anna.answer(603, anna.last());
  expect(anna.last().start).toMatch(/^BYE/);
  expect(told()).toBe('own_phone failed');
});

test('a client who is busy ends it at the agent’s phone, too', async () => {
  const { anna, told, outside } = await ordered('+79120000001');
  await pickedUp(anna);
  await reported(anna, 'SIP/2.0 486 Busy Here');
  expect(anna.last().start).toMatch(/^BYE/);
  expect(told()).toBe('own_phone client_phone busy');
  expect(outside.list()).toMatchObject([{ outcome: 'busy', status: 486 }]);
});

test('the card’s hang-up stops the ringing, of the own phone and of the client’s', async () => {
  const hangUp = { command: 'hangup', extension: '101', call_id: 'c-1' } as const;
  const early = await ordered();
  const invite = early.anna.last();
  await early.anna.answer(180);
  expect(early.proxy.obey(hangUp).status).toBe(202);
  expect(early.anna.last().start).toMatch(/^CANCEL/);
  await early.anna.answer(487, invite);
  expect(early.told()).toBe('own_phone failed');

  const late = await ordered();
  await pickedUp(late.anna);
  await late.olga.answer(180);
  const rings = late.olga.heard.find(({ start }) => start.startsWith('INVITE'))!;
  expect(late.proxy.obey(hangUp).status).toBe(202);
  expect(late.olga.last().start).toMatch(/^CANCEL/);
  await late.olga.answer(487, rings);
  expect(late.anna.heard.some(({ start }) => start.startsWith('BYE'))).toBe(true);
  expect(late.told()).toBe('own_phone client_phone no_answer');
});

test.each([
  [{ extension: '999' }, 404],
  [{ extension: '103' }, 409],
  [{ phone: '102' }, 422],
  [{ phone: '+74951234567' }, 422],
  [{ phone: '**' }, 422],
  [{ call_id: 'c-1' }, 409],
])('an order with %j is refused with %i, and nothing rings', async (more, status) => {
  const { anna, order, events } = await ordered();
  const before = [anna.heard.length, events.length];
  expect(order({ extension: '102', call_id: 'c-2', ...more }).status).toBe(status);
  await settle();
  expect([anna.heard.length, events.length]).toEqual(before);
});
