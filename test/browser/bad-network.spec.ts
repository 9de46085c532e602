import { expect, test, type Page, type WebSocketRoute } from '@playwright/test';
import { aCall } from './calls';
import { freshNumber } from './crm';
import { connected, startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeEach(async () => {
  sandbox = await startSandbox();
});
test.afterEach(() => sandbox.stop());
// A gateway that is killed again and again is started anew after longer and longer pauses.
test.setTimeout(180_000);
test.use({ actionTimeout: 20_000 });

/** As the PBX does: again until somebody answers. */
const taken = (event: object) =>
  expect
    .poll(
      () =>
        sandbox.post(event).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 40_000 },
    )
    .toBe(202);
const card = (page: Page, id: string) => page.locator(`.amocrm-telephony__card[data-call="${id}"]`);
test('the gateway killed between its 202 and the delivery: after its restart the browser gets the event', async ({
  page,
}) => {
  await connected(page, sandbox, () => page.goto(sandbox.crm));
  for (let round = 0; round < 5; round += 1) {
    const call = aCall(freshNumber());
    const pid = await sandbox.gatewayPid();
    const answer = sandbox.post(call.ringing());
    expect((await answer).status).toBe(202);
    process.kill(pid, 'SIGKILL');
    await expect(card(page, call.id)).toHaveCount(1, { timeout: 40_000 });
    await expect.poll(() => sandbox.gatewayPid().catch(() => pid), { timeout: 40_000 }).not.toBe(pid);
    await taken(call.ended());
    await card(page, call.id).getByRole('button', { name: 'Закрыть' }).click();
  }
});

test('killed while the browser is cut off: what was acknowledged is there once it is back', async ({
  page,
  context,
}) => {
  await connected(page, sandbox, () => page.goto(sandbox.crm));
  await context.setOffline(true);
  const [rings, missed] = [aCall(freshNumber()), aCall(freshNumber())];
  expect((await sandbox.post([rings.ringing(), missed.ringing()])).status).toBe(202);
  process.kill(await sandbox.gatewayPid(), 'SIGKILL');
  await taken(missed.ended({ disposition: 'no_answer', duration: 0 }));
  await context.setOffline(false);
  await expect(card(page, rings.id)).toContainText('Входящий звонок', { timeout: 20_000 });
  await expect(card(page, missed.id)).toContainText('Пропущенный звонок');
});

for (const [how, block] of [
  ['hung up on', (socket: WebSocketRoute) => void socket.close()],
  ['left hanging', () => undefined],
] as const) {
  test(`websockets ${how} on the way: calls come over long polling`, async ({ page }) => {
    await page.routeWebSocket(/socket\.io/, block);
    await page.goto(sandbox.crm);
    const call = aCall(freshNumber());
    await sandbox.post(call.ringing());
    await expect(card(page, call.id)).toContainText('Входящий звонок');
    await sandbox.post(call.answered());
    await expect(card(page, call.id)).toContainText('Разговор');
  });
}

test('the gateway gone for long: told once, through all tries, and the call of that time is shown on return', async ({
  page,
  context,
}) => {
  const told: string[] = [];
  page.on('request', (request) => {
    const body = request.url().includes('/ajax/v1/inbox/add/') ? (request.postData() ?? '') : '';
    if (body.includes('=error')) told.push(new URLSearchParams(body).get('request[message]') ?? '');
  });
  await connected(page, sandbox, () => page.goto(sandbox.crm));
  // Only the gateway is cut off; the CRM's page still works.
  await context.route(`${sandbox.gateway}/**`, (route) => route.abort());
  await page.routeWebSocket(/socket\.io/, (socket) => void socket.close());
  await page.reload();
  await expect.poll(() => told.length, { timeout: 20_000 }).toBe(1);
  expect(told[0]).toContain('Нет связи');
  await page.reload();
  const call = aCall(freshNumber());
  await sandbox.post(call.ringing());
  await context.unroute(`${sandbox.gateway}/**`);
  await expect(card(page, call.id)).toHaveCount(1, { timeout: 40_000 });
  expect(told).toHaveLength(1);
});
