import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { aCall } from './calls';
import { inCrm } from './crm';
import { freePorts, startSandbox, type RunningSandbox } from './sandbox';

const built = path.resolve(__dirname, '../../dist/gateway/index.js');
const run = promisify(execFile);

let sandbox: RunningSandbox;
let folder: string;
let child: ChildProcess;
let url: string;
let env: NodeJS.ProcessEnv;
const command = async (...words: string[]): Promise<string> =>
  (await run(process.execPath, [built, ...words], { env })).stdout;
const integration = async (body?: object): Promise<Record<string, string>> => {
  const answer = await fetch(`${sandbox.crm}/sandbox/integration`, {
    method: body === undefined ? 'GET' : 'PUT',
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return (await answer.json()) as Record<string, string>;
};

test.beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(path.join(tmpdir(), 'install-'));
  const port = await freePorts();
  url = `http://localhost:${port}`;
  const { code, client_id, client_secret } = await integration({
    redirect_uri: `${url}/oauth`,
    uninstall_uri: `${url}/oauth/uninstall`,
  });
  env = {
    ...process.env,
    ...{ PORT: String(port), PUBLIC_URL: url, STORE_PATH: folder, LOG_LEVEL: 'error' },
    ACCOUNTS_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...{ AMO_CLIENT_ID: client_id, AMO_CLIENT_SECRET: client_secret, AMO_WIDGET_CODE: code },
    AMO_CONSENT_URL: `${sandbox.crm}/oauth`,
  };
  child = spawn(process.execPath, [built], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  await expect
    .poll(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.status, { timeout: 30_000 })
    .toBe(200);
});
test.afterEach(async () => {
  await sandbox.stop();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true });
});

test('an account is installed by its administrator, rings its agents, and is let go when it is switched off', async ({
  page,
}) => {
  const users = await inCrm<{ id: number; rights: { is_admin: boolean } }>(sandbox, 'users');
  const isAdmin = (id: number): boolean => users.some((user) => user.id === id && user.rights.is_admin);
  const admin = sandbox.agents.find(({ userId }) => isAdmin(userId))!;
  const agent = sandbox.agents.find(({ userId }) => !isAdmin(userId))!;

  // Whoever does not administer the account cannot give access to it.
  await page.goto(`${sandbox.crm}/login?user=${agent.userId}`);
  await page.goto(`${url}/oauth/install`);
  await expect(page.getByRole('heading')).toHaveText(/Доступ к аккаунту|Access to the account/);
  await expect(page.getByRole('button')).toHaveCount(0);

  await page.goto(`${sandbox.crm}/login?user=${admin.userId}`);
  await page.goto(`${url}/oauth/install`);
  await page.getByRole('button', { name: /Отмена|Cancel/ }).click();
  await expect(page.getByRole('heading')).toHaveText('Доступ не дан');
  await page.goto(`${url}/oauth/install`);
  await page.getByRole('button', { name: /Разрешить|Allow/ }).click();
  await expect(page.getByRole('heading')).toHaveText('Аккаунт подключён');

  const key = (await command('key', 'issue', String(sandbox.accountId))).split('\n')[0]!;
  const post = async (events: object): Promise<number> =>
    (
      await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(events),
      })
    ).status;
  const { code } = await integration();
  await page.goto(`${sandbox.crm}/`);
  const save = (body: object) =>
    page.evaluate(
      async ([to, text]) => {
        const headers = { 'content-type': 'application/json' };
        await fetch(to!, { method: 'POST', headers, body: text! });
      },
      [`/ajax/settings/widgets/${code!}`, JSON.stringify(body)],
    );
  await save({ settings: { gateway_url: url } });
  await page.goto(`${sandbox.crm}/`);
  expect(await post(aCall('+79990000077', [admin.extension]).ringing())).toBe(202);
  await expect(page.locator('.amocrm-telephony__card')).toBeVisible({ timeout: 30_000 });

  await page.goto(`${sandbox.crm}/settings/widgets/`);
  await page.locator('.js-widget-open').first().click();
  await page.locator('.js-widget-uninstall').click();
  await expect.poll(() => post([]), { timeout: 30_000 }).toBe(401);
  expect(await command('accounts')).toContain(' gone');
  // Installed anew from its window, the CRM itself brings the code.
  await save({ status: 'installed', active: true });
  await expect.poll(() => post([]), { timeout: 30_000 }).toBe(202);
});
