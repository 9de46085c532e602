import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Amo } from '@shevernitskiy/amo';
import { expect, test } from '@playwright/test';
import { inCrm } from './crm';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeEach(async () => {
  sandbox = await startSandbox();
});
test.afterEach(() => sandbox.stop());

const direct = globalThis.fetch;
test.afterEach(() => {
  globalThis.fetch = direct;
});

test('a client of amoCRM that strangers wrote: let in by an administrator in the browser, it renews its access', async ({
  page,
}) => {
  const integration = createServer((_request, response) => response.end('in'));
  await new Promise<void>((resolve) => integration.listen(0, 'localhost', resolve));
  try {
    const redirect_uri = `http://localhost:${(integration.address() as AddressInfo).port}/`;
    const named = await fetch(`${sandbox.crm}/sandbox/integration`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uri }),
    });
    const { client_id, client_secret } = (await named.json()) as Record<string, string>;
    const users = await inCrm<{ id: number; rights: { is_admin: boolean } }>(sandbox, 'users');
    const admin = users.find(({ rights }) => rights.is_admin)!;

    await page.goto(`${sandbox.crm}/login?user=${admin.id}`);
    await page.goto(`${sandbox.crm}/oauth?client_id=${client_id!}&state=ours`);
    await page.getByRole('button', { name: /Разрешить|Allow/ }).click();
    await expect(page).toHaveURL(/code=.*state=ours/);
    const code = new URL(page.url()).searchParams.get('code')!;

    // It knows https alone: its requests are led to our port.
    const { host } = new URL(sandbox.crm);
    globalThis.fetch = (input, init) =>
      direct(typeof input === 'string' ? input.replace(`https://${host}`, sandbox.crm) : input, init);
    const us = { client_id: client_id!, client_secret: client_secret!, redirect_uri };
    const given = { ...us, code };
    const pace = { request_delay: 0 };
    const amo = new Amo(host, { ...given, grant_type: 'authorization_code' }, pace);
    expect(await amo.account.getAccount()).toMatchObject({ id: sandbox.accountId });
    const first = amo.token!;

    const past = { ...us, ...first, expires_at: Date.now() - 1000 };
    const renewed = new Amo(host, past, pace);
    expect(await renewed.account.getAccount()).toMatchObject({ id: sandbox.accountId });
    expect(renewed.token!.refresh_token).not.toBe(first.refresh_token);

    // Both were good once.
    await expect(new Amo(host, past, pace).account.getAccount()).rejects.toThrow();
    const again = new Amo(host, { ...given, grant_type: 'authorization_code' }, pace);
    await expect(again.account.getAccount()).rejects.toThrow();
  } finally {
    integration.close();
    integration.closeAllConnections();
  }
});
