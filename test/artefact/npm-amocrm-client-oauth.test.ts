import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Amo } from '@shevernitskiy/amo';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';

jest.setTimeout(60_000);

interface Integration {
  readonly code: string;
  readonly client_id: string;
  readonly client_secret: string;
}
/** What the client keeps of the tokens it was given. */
type Tokens = NonNullable<
  Parameters<NonNullable<NonNullable<ConstructorParameters<typeof Amo>[2]>['on_token']>>[0]
>;

let sandbox: RunningSandbox;
let integration: Integration;
/** The integrator's own server, which the CRM sends the administrator back to. */
const landed: URL[] = [];
const integrator = createServer((request, response) => {
  landed.push(new URL(request.url ?? '', redirectUri()));
  response.end('ok');
});
const redirectUri = () => `http://localhost:${(integrator.address() as AddressInfo).port}/oauth`;

const direct = globalThis.fetch;
beforeAll(async () => {
  await new Promise<void>((resolve) => integrator.listen(0, resolve));
  sandbox = await startSandbox();
  const answer = await direct(`${sandbox.crm}/sandbox/integration`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uri: redirectUri() }),
  });
  integration = (await answer.json()) as Integration;
  // The client only knows https; its requests are led to our port.
  globalThis.fetch = (input, init) =>
    direct(
      typeof input === 'string' ? input.replace(/^https:\/\/localhost/, 'http://localhost') : input,
      init,
    );
});
afterAll(async () => {
  globalThis.fetch = direct;
  await sandbox.stop();
  integrator.close();
  integrator.closeAllConnections();
});

/** The administrator signs in and presses "Allow"; what the integrator's server is told. */
async function consent(state: string): Promise<URLSearchParams> {
  const admin = sandbox.agents.find(({ name }) => name === 'Анна Крылова')!;
  const signed = await direct(`${sandbox.crm}/login?user=${admin.userId}`, { redirect: 'manual' });
  const cookie = signed.headers.get('set-cookie')!.split(';')[0]!;
  const query = new URLSearchParams({ client_id: integration.client_id, state });
  const page = await direct(`${sandbox.crm}/oauth?${query.toString()}`, { headers: { cookie } });
  expect(await page.text()).toContain('name="answer" value="allow"');
  const seen = landed.length;
  const form = new URLSearchParams({ client_id: integration.client_id, state, answer: 'allow' });
  await direct(`${sandbox.crm}/oauth`, { method: 'POST', headers: { cookie }, body: form });
  expect(landed).toHaveLength(seen + 1);
  return landed.at(-1)!.searchParams;
}

const secrets = () => ({
  client_id: integration.client_id,
  client_secret: integration.client_secret,
  redirect_uri: redirectUri(),
});
/** As the client's readers are told to: with the code of the redirect. */
function withCode(referer: string, code: string) {
  const kept: Tokens[] = [];
  const auth = { ...secrets(), grant_type: 'authorization_code', code } as const;
  const amo = new Amo(referer, auth, { request_delay: 0, on_token: (token) => void kept.push(token) });
  return { amo, kept };
}
/** Of a later start: with what was kept. */
function withTokens(referer: string, token: Tokens) {
  const kept: Tokens[] = [];
  const amo = new Amo(
    referer,
    { ...secrets(), ...token },
    { request_delay: 0, on_token: (next) => void kept.push(next) },
  );
  return { amo, kept };
}

test('the public npm client installs itself over OAuth, works, renews its tokens, and is cut off with the integration', async () => {
  const told = await consent('state-1');
  expect(told.get('state')).toBe('state-1');
  expect(told.get('referer')).toBe(new URL(sandbox.crm).host);
  const [referer, code] = [told.get('referer')!, told.get('code')!];

  const first = withCode(referer, code);
  expect(await first.amo.account.getAccount()).toMatchObject({ id: sandbox.accountId });
  expect(first.kept).toMatchObject([{ token_type: 'Bearer', expires_in: 86_400 }]);
  const added = await first.amo.contact.addContacts([{ name: 'Записан по OAuth' }]);
  const { id } = added._embedded.contacts[0]!;
  // A code is good once.
  await expect(withCode(referer, code).amo.account.getAccount()).rejects.toThrow();

  // A day later: the access has run out, the refresh token is exchanged, once.
  const [old] = first.kept;
  const later = withTokens(referer, { ...old!, expires_at: Date.now() - 1 });
  expect(await later.amo.contact.getContactById(id)).toMatchObject({ name: 'Записан по OAuth' });
  expect(later.kept).toHaveLength(1);
  const [renewed] = later.kept;
  expect(renewed!.refresh_token).not.toBe(old!.refresh_token);
  const late = withTokens(referer, { ...old!, expires_at: Date.now() - 1 });
  await expect(late.amo.account.getAccount()).rejects.toThrow();
  expect(await withTokens(referer, renewed!).amo.account.getAccount()).toMatchObject({
    id: sandbox.accountId,
  });

  // Somebody else's secret, another redirect address: nothing, and the code is still good for its owner.
  const { code: second } = Object.fromEntries(await consent('state-2'));
  const base = { ...secrets(), grant_type: 'authorization_code', code: second! } as const;
  for (const wrong of [{ client_secret: 'x'.repeat(64) }, { redirect_uri: 'http://localhost:9/oauth' }])
    await expect(new Amo(referer, { ...base, ...wrong }).account.getAccount()).rejects.toThrow();
  expect(await withCode(referer, second!).amo.account.getAccount()).toMatchObject({ id: sandbox.accountId });
});
