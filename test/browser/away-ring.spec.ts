import { expect, test } from '@playwright/test';
import { aCall } from './calls';
import { freshNumber } from './crm';
import { connected, signIn, startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

const told = async () =>
  (await sandbox.log()).filter(({ path, client }) => path === '/api/v2/events' && client === 'token');

test('amoCRM’s own notification comes to the agent without the widget, the card alone to the one with it', async ({
  browser,
}) => {
  const [anna, boris] = sandbox.agents;
  const [withWidget, without] = await Promise.all([browser.newContext(), browser.newContext()]);
  const [first, second] = await Promise.all([withWidget.newPage(), without.newPage()]);
  await signIn(first, sandbox, anna!.userId);
  await connected(first, sandbox, () => first.goto(`${sandbox.crm}/contacts/list/`));
  // No widget runs on this page of the CRM: to the gateway its visitor is away.
  await second.goto(`${sandbox.crm}/login?user=${boris!.userId}&back=/settings/pay/`);
  const toast = (page: typeof first) => page.locator('#popups_inbox').getByText(/\d{3}.?\d{2}.?\d{2}/);

  const number = freshNumber();
  const call = aCall(number, [anna!.extension, boris!.extension]);
  await sandbox.post(call.ringing());
  await expect(first.locator('.amocrm-telephony__card')).toBeVisible();
  await expect(toast(second)).toHaveCount(1);
  await sandbox.post(call.ringing());
  const next = aCall(freshNumber(), [boris!.extension]);
  await sandbox.post(next.ringing());
  await expect(toast(second)).toHaveCount(2);
  expect(await told()).toHaveLength(2);
  await expect(toast(first)).toHaveCount(0);
});
