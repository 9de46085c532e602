import { io } from 'socket.io-client';
import { crmOfAccount, type CrmOfAccount } from './crm-of-accounts';
import { aCall } from './gateway-at-work';
import { gatewayOfAccounts, type GatewayOfAccounts } from './gateway-of-accounts';

jest.setTimeout(90_000);
let [amo, kommo]: [CrmOfAccount, CrmOfAccount] = [undefined!, undefined!];
let gateway: GatewayOfAccounts;
const keys = { amo: '', kommo: '' };

const issue = async ({ account }: CrmOfAccount): Promise<string> =>
  (await gateway.command('key', 'issue', String(account))).split('\n')[0]!;

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it does not come');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

beforeAll(async () => {
  amo = await crmOfAccount(28, 'uuid-amo');
  kommo = await crmOfAccount(29, 'uuid-kommo');
  gateway = await gatewayOfAccounts(amo, kommo);
  await gateway.start();
});
afterAll(async () => {
  await gateway.stop();
  amo.close();
  kommo.close();
});

test('before any account is installed nothing is opened by anything', async () => {
  expect((await gateway.post('/v1/events', 'a key of sixteen letters', aCall().ringing)).status).toBe(401);
  expect((await gateway.sessionOf(amo)).status).toBe(401);
});

test('an administrator installs one account by the page of consent, the widget’s window another', async () => {
  const begun = await fetch(`${gateway.url}/oauth/install`, { redirect: 'manual' });
  const consent = new URL(begun.headers.get('location')!);
  expect([consent.origin, consent.searchParams.get('client_id')]).toEqual([amo.url, 'uuid-amo']);
  const [cookie] = begun.headers.get('set-cookie')!.split(';');
  const state = consent.searchParams.get('state')!;
  const back = (more: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/oauth?referer=${new URL(amo.url).host}&platform=1${more}`, { headers });
  // In another browser, with a changed state, without one: nothing is asked of the CRM.
  for (const answer of [
    await back(`&code=${amo.code()}&state=${state}`),
    await back(`&code=${amo.code()}&state=x${state}`, { cookie: cookie! }),
    await back(`&code=${amo.code()}`, { cookie: cookie! }),
  ])
    expect(answer.status).toBe(400);
  expect(amo.exchanged).toEqual({ good: 0, refused: 0 });
  const done = await back(`&code=${amo.code()}&state=${state}`, { cookie: cookie! });
  expect(await done.text()).toContain('The account is connected');
  expect((await gateway.installByWidget(kommo)).status).toBe(200);
  const listed = await gateway.command('accounts');
  expect(listed).toMatch(/^28 .* active .*\n29 .* active /);
});

test('no other server is ever asked with the integration’s secret', async () => {
  for (const referer of [
    '127.0.0.1:9',
    'evil.example',
    'http://user@127.0.0.1',
    '[::1]:22',
    'amocrm.ru.evil.example',
  ]) {
    const query = new URLSearchParams({ code: 'c', referer, from_widget: '1' });
    expect((await fetch(`${gateway.url}/oauth?${query.toString()}`)).status).toBe(400);
  }
  const wrong = await fetch(`${gateway.url}/oauth?code=used&referer=${new URL(amo.url).host}&from_widget=1`);
  expect([wrong.status, amo.exchanged.refused]).toEqual([400, 1]);
});

test('each PBX and each agent has to do with its own account alone', async () => {
  [keys.amo, keys.kommo] = [await issue(amo), await issue(kommo)];
  const [anna, kim] = [await gateway.browser(amo), await gateway.browser(kommo)];
  // The same ids in both accounts are two calls.
  const { ringing, ended, call_id } = aCall(['101']);
  expect((await gateway.post('/v1/events', keys.amo, { ...ringing, from: '+79990000028' })).status).toBe(202);
  expect((await gateway.post('/v1/events', keys.kommo, { ...ringing, from: '+79990000029' })).status).toBe(
    202,
  );
  expect((await gateway.post('/v1/events', keys.kommo, ended)).status).toBe(202);
  await until(() => anna.heard.length >= 1 && kim.heard.at(-1)?.state === 'ended');
  expect(anna.heard.map(({ phone, state }) => [phone, state])).toEqual([['+79990000028', 'ringing']]);
  expect(new Set(kim.heard.map(({ phone }) => phone))).toEqual(new Set(['+79990000029']));
  expect(kim.heard.at(-1)?.call_id).toBe(call_id);
  // A page of one account with a token of the other; a token that names another account than it is of.
  const crossed = io(`${gateway.url}/agents`, {
    ...{ auth: { token: anna.token }, transports: ['websocket'], forceNew: true, reconnection: false },
    extraHeaders: { origin: kommo.url },
  });
  await new Promise((resolve) => crossed.once('connect_error', resolve));
  crossed.close();
  const [head, , sign] = anna.token.split('.');
  const claims = JSON.parse(Buffer.from(anna.token.split('.')[1]!, 'base64url').toString()) as object;
  const swapped = [head, Buffer.from(JSON.stringify({ ...claims, account: 29 })).toString('base64url'), sign];
  const journal = (token: string) =>
    fetch(`${gateway.url}/v1/journal`, { headers: { authorization: `Bearer ${token}` } });
  expect((await journal(swapped.join('.'))).status).toBe(401);
  expect((await journal(anna.token)).status).toBe(200);
});

test('a PBX’s key is rotated with an overlap, and revoked at once', async () => {
  const rotated = (await gateway.command('key', 'rotate', '28', '1')).split('\n')[0]!;
  const knock = async (key: string) => (await gateway.post('/v1/events', key, [])).status;
  expect([await knock(keys.amo), await knock(rotated)]).toEqual([202, 202]);
  const old = /key (\w+) .*ends/.exec(await gateway.command('accounts'))![1]!;
  await gateway.command('key', 'revoke', '28', old);
  expect([await knock(keys.amo), await knock(rotated), await knock(keys.kommo)]).toEqual([401, 202, 202]);
  keys.amo = rotated;
  await expect(gateway.command('key', 'revoke', '29', old)).rejects.toThrow('has no key');
});

test('of twenty processes that renew the tokens one asks, and the access is never lost', async () => {
  const before = amo.exchanged.good;
  const all = await Promise.all(
    Array.from({ length: 20 }, () => gateway.command('tokens', 'renew', '28', '1')),
  );
  expect(new Set(all)).toEqual(new Set(['Account 28 has tokens of generation 2.\n']));
  expect([amo.exchanged.good - before, amo.exchanged.refused]).toEqual([1, 1]);
  expect((await gateway.sessionOf(amo)).status).toBe(200);
});

test('what is installed is there after a kill', async () => {
  await gateway.kill('SIGKILL');
  await gateway.start();
  expect((await gateway.sessionOf(kommo)).status).toBe(200);
  expect((await gateway.post('/v1/events', keys.kommo, [])).status).toBe(202);
});

test('whoever is uninstalled is cut off at once, nobody else is, and may be installed again', async () => {
  const [anna, kim] = [await gateway.browser(amo), await gateway.browser(kommo)];
  const hook = (account: number, crm: CrmOfAccount, signature = crm.signature()) =>
    fetch(
      `${gateway.url}/oauth/uninstall?account_id=${account}&client_uuid=${crm.clientId}&signature=${signature}`,
    );
  expect((await hook(28, amo, '0'.repeat(64))).status).toBe(401);
  expect((await hook(28, kommo)).status).toBe(401);
  expect(anna.socket.connected).toBe(true);
  amo.revokeAll();
  const gone = new Promise((resolve) => anna.socket.once('disconnect', resolve));
  expect((await hook(28, amo)).status).toBe(204);
  await gone;
  expect((await gateway.post('/v1/events', keys.amo, [])).status).toBe(401);
  expect((await gateway.sessionOf(amo)).status).toBe(401);
  expect([kim.socket.connected, (await gateway.post('/v1/events', keys.kommo, [])).status]).toEqual([
    true,
    202,
  ]);
  expect(await gateway.command('accounts')).toMatch(/^28 .* gone\n/);
  // A second later, as all tokens count in seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect((await gateway.installByWidget(amo)).status).toBe(200);
  expect((await gateway.sessionOf(amo)).status).toBe(200);
  expect((await gateway.post('/v1/events', keys.amo, [])).status).toBe(202);
});

test('neither the log nor the file shows a token, a key or a secret', () => {
  const seen = gateway.output() + gateway.stored();
  expect(gateway.output()).toContain('an account was installed');
  for (const secret of [keys.amo, keys.kommo, amo.secret, 'eyJ']) expect(seen).not.toContain(secret);
});
