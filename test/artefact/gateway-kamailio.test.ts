import { startKamailio, type Kamailio } from '../browser/pbx-lab/kamailio';
import { plainPhone, type PlainPhone } from '../browser/pbx-lab/plain-phone';
import { absent, absentModules } from '../browser/pbx-lab/programs';
import { gatewayAtWork, type Browser, type GatewayAtWork } from './gateway-at-work';

jest.setTimeout(60_000);

const missing = absent('kamailio', 'rtpengine', 'baresip') ?? absentModules('kamailio-utils-modules');

let gateway: GatewayAtWork;
let pbx: Kamailio;
let client: PlainPhone;
let phone: PlainPhone;
let anna: Browser;
let boris: Browser;
const setUp = async (): Promise<void> => {
  gateway = await gatewayAtWork();
  pbx = await startKamailio('127.0.0.1', '127.0.0.1', undefined, { url: gateway.url, key: gateway.pbxKey });
  const phoneOf = (user: string) => plainPhone({ user, password: `change-me-${user}`, server: pbx.plain });
  [client, phone] = await Promise.all([phoneOf('201'), phoneOf('101')]);
  [anna, boris] = await Promise.all([gateway.browser('anna'), gateway.browser('boris')]);
};
afterAll(async () => {
  if (missing !== undefined) return;
  await Promise.all([client.stop(), phone.stop()]);
  await pbx.stop();
  await gateway.stop();
});

/** States that this browser was told of its newest call. */
const states = ({ heard }: Browser = anna): readonly string[] => {
  const newest = heard.at(-1)?.call_id;
  return heard.filter(({ call_id }) => call_id === newest).map(({ state }) => state);
};
const until = async (met: () => boolean, what: string): Promise<void> => {
  const end = Date.now() + 20_000;
  while (!met()) {
    if (Date.now() > end) throw new Error(`not told: ${what}; only ${JSON.stringify(anna.heard)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
/** The client calls Anna, and her browser is told. */
const callsAnna = async (): Promise<void> => {
  const before = anna.heard.length;
  await client.run('dial', 'sip:101@pbx.example');
  await until(() => anna.heard.length > before, 'the next call');
};
const kamailioTest = (title: string, work: () => Promise<void>): void => {
  if (missing === undefined) test(title, work);
  else test.skip(`${title} (not run: ${missing})`, work);
};
if (missing === undefined) beforeAll(setUp);

kamailioTest('a call through Kamailio rings, is answered and ends on the agent’s card', async () => {
  await callsAnna();
  expect(anna.heard.at(-1)).toMatchObject({ direction: 'inbound', phone: '201', extensions: ['101'] });
  await phone.told('CALL_INCOMING');
  await phone.run('accept');
  await until(() => states().includes('active'), 'that it was answered');
  await client.run('hangup');
  await until(() => states().includes('ended'), 'that it has ended');
  expect(anna.heard.at(-1)).toMatchObject({ disposition: 'answered', phone: '201', extensions: ['101'] });
  expect(states()).toEqual(['ringing', 'active', 'ended']);
});

kamailioTest('a call that the agent’s phone declines was busy, and is a call of its own', async () => {
  await callsAnna();
  await phone.told('CALL_INCOMING', 2);
  await phone.run('hangup');
  await until(() => states().includes('ended'), 'that it has ended');
  expect(anna.heard.at(-1)).toMatchObject({ disposition: 'busy' });
  expect(new Set(anna.heard.map(({ call_id }) => call_id)).size).toBe(2);
});

kamailioTest('a call to an agent whose phone is not there was missed', async () => {
  await client.run('dial', 'sip:102@pbx.example');
  await until(() => states(boris).includes('ended'), 'that it was missed');
  expect(boris.heard).toMatchObject([{ disposition: 'no_answer', phone: '201', extensions: ['102'] }]);
});

kamailioTest(
  'a call that is not answered ends as such, also when the gateway was away meanwhile',
  async () => {
    await callsAnna();
    await gateway.kill();
    await client.run('hangup');
    await phone.told('CALL_CLOSED', 3);
    await gateway.start();
    await until(() => states().includes('ended'), 'that it has ended');
    expect(anna.heard.at(-1)).toMatchObject({ state: 'ended', disposition: 'no_answer' });
  },
);
