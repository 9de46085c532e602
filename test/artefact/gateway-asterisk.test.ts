import { streamText } from '../fakes/asterisk-stream';
import { fakeAsterisk, type FakeAsterisk } from '../fakes/fake-asterisk';
import { gatewayAtWork, type GatewayAtWork } from './gateway-at-work';

jest.setTimeout(60_000);
let pbx: FakeAsterisk;
let gateway: GatewayAtWork;

beforeAll(async () => {
  pbx = await fakeAsterisk();
  gateway = await gatewayAtWork({
    ...{ ASTERISK_AMI: pbx.url.href, ASTERISK_USER: 'gateway', ASTERISK_SECRET: 'the secret' },
    LOG_LEVEL: 'info',
  });
});
afterAll(async () => {
  await gateway.stop();
  await pbx.close();
});

test('what an Asterisk says of a call reaches the browsers of those for whom it rings', async () => {
  const [anna, boris] = [await gateway.browser('anna'), await gateway.browser('boris')];
  const id = '1790000000.10';
  const blocks = streamText('group').split('\r\n\r\n');
  const part = (from: number, to?: number): string => blocks.slice(from, to).join('\r\n\r\n');
  pbx.say(`${part(0, 7)}\r\n\r\n`);
  for (const { sees } of [anna, boris])
    expect(await sees(id)).toMatchObject({ state: 'ringing', direction: 'inbound', phone: '+79991112233' });
  pbx.say(part(7));
  for (const { sees } of [anna, boris])
    expect(await sees(id, ({ state }) => state === 'ended')).toMatchObject({
      ...{ extensions: ['101'], disposition: 'answered', line: '74951234567' },
    });
});

test('an agent’s order rings the agent’s phone, and its call is the one that was answered for', async () => {
  const anna = await gateway.browser('anna');
  const answering = anna.socket.timeout(10_000).emitWithAck('call:originate', { phone: '89991112233' });
  while (pbx.asked('Originate').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const [order] = pbx.asked('Originate');
  const own = 'b7b1c0de-0000-4000-8000-000000000001';
  pbx.say(streamText('originate').replaceAll(own, order!['ChannelId']!));
  const answer = (await answering) as { ok: boolean; call_id: string };
  expect(answer.ok).toBe(true);
  expect(order).toMatchObject({ Channel: 'PJSIP/101', ChannelId: answer.call_id });
  expect(await anna.sees(answer.call_id, ({ state }) => state === 'ended')).toMatchObject({
    ...{ direction: 'outbound', disposition: 'answered', phone: '89991112233', extensions: ['101'] },
  });
});

test('the secret is nowhere in what goes over or is logged', () => {
  expect(JSON.stringify(pbx.actions) + gateway.output()).not.toContain('the secret');
});
