import { expect, test, type Page } from '@playwright/test';
import type { AccountStatus } from '../../src/domain/account-status';
import { axeFaults } from './axe-faults';
import { aCall } from './calls';
import { freshNumber } from './crm';
import { startSandbox, type RunningSandbox } from './sandbox';
import { badDay, standInStatus } from './status-answers';

let sandbox: RunningSandbox;
let code: string;
test.beforeAll(async () => {
  sandbox = await startSandbox();
  const status = (await (await fetch(`${sandbox.crm}/sandbox/status`)).json()) as {
    widgets: { code: string }[];
  };
  code = status.widgets[0]!.code;
});
test.afterAll(() => sandbox.stop());

const open = async (page: Page, user = sandbox.agents[0]!.userId) => {
  await page.goto(`${sandbox.crm}/login?user=${user}&back=/settings/widgets/${code}/`);
  await page.getByRole('tab', { name: 'Состояние' }).click();
};
const panel = (page: Page) => page.locator('.amocrm-telephony__status');
const tile = (page: Page, name: string) => page.locator(`[data-tile="${name}"]`);
const line = (page: Page) => panel(page).locator('.amocrm-telephony__log');

test('an administrator sees what is connected, by the gateway itself', async ({ page }) => {
  const call = aCall(freshNumber(), ['102']);
  await sandbox.post([call.ringing(), call.answered(), call.ended()]);
  expect((await sandbox.post([{ id: 'x' }])).status).toBe(400);
  await open(page);
  await expect(line(page)).toContainText('Телефония работает.', { timeout: 20_000 });
  await expect(tile(page, 'pbx')).toContainText('в порядке');
  await expect(tile(page, 'crm')).toContainText('из 6');
  await expect(tile(page, 'log')).toContainText('отклонены: 0');
  // The page that is looked at is itself a browser of the agent.
  await expect(tile(page, 'agents')).toContainText(/На связи: [1-9]/, { timeout: 20_000 });
  await expect(panel(page)).toContainText('АТС прислала события, которые нельзя прочитать');
  await expect(panel(page)).toContainText('call_id');
  expect(await axeFaults(page, 'html')).toEqual([]);
});

test('a CRM that fails is seen within seconds, and that it has come back', async ({ page }) => {
  await open(page);
  await expect(line(page)).toContainText('Телефония работает.', { timeout: 20_000 });
  await sandbox.faults('api-500');
  const call = aCall(freshNumber(), ['102']);
  await sandbox.post([call.ringing(), call.answered(), call.ended()]);
  await expect(tile(page, 'crm')).toContainText('сбой', { timeout: 30_000 });
  await expect(panel(page)).toContainText('CRM отказала');
  await sandbox.faults();
  await expect(tile(page, 'crm')).toContainText('в порядке', { timeout: 45_000 });
});

test('an ordinary user is told whom to ask', async ({ page }) => {
  await open(page, sandbox.agents[1]!.userId);
  await expect(line(page)).toContainText('Эту страницу видят только администраторы');
});

test('on a bad day everything that is wrong is said, with its cure, at both widths', async ({ page }) => {
  await standInStatus(page, sandbox, badDay);
  for (const width of [1024, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    await expect(line(page)).toContainText('не полностью');
    await expect(tile(page, 'crm')).toContainText('установите интеграцию заново');
    await expect(tile(page, 'log')).toContainText('Остановлена с');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await axeFaults(page, 'html')).toEqual([]);
  }
});

test('nothing yet, still reading, and each kind of trouble', async ({ page }) => {
  const cases: readonly (readonly [AccountStatus | number | 'silent', string])[] = [
    ['silent', 'Спрашиваем шлюз…'],
    [403, 'Эту страницу видят только администраторы'],
    [404, 'Этот шлюз ещё не умеет сообщать о своём состоянии'],
    [502, 'Шлюз телефонии не отвечает'],
  ];
  for (const [answer, words] of cases) {
    await standInStatus(page, sandbox, answer);
    await open(page);
    await expect(line(page)).toContainText(words);
    expect(await axeFaults(page, 'html')).toEqual([]);
  }
});

test('while the gateway is away what was read stays, and comes up to date by itself', async ({ page }) => {
  const stand = await standInStatus(page, sandbox, badDay);
  await page.clock.install();
  await open(page);
  await expect(tile(page, 'pbx')).toBeVisible();
  stand.answer = 502;
  await page.clock.runFor(6_000);
  await expect(line(page)).toContainText('Шлюз телефонии не отвечает');
  await expect(tile(page, 'pbx')).toBeVisible();
  stand.answer = { ...badDay, crm: { ...badDay.crm, rate: { limit: 6, used: 1, peak: 2, waiting: 0 } } };
  await page.clock.runFor(6_000);
  await expect(tile(page, 'crm')).toContainText('1 из 6');
  await expect(line(page)).toContainText('не полностью');
});

test('markup in what the CRM or a PBX says is text', async ({ page }) => {
  const bad = '<img src=x onerror="window.broken=1">';
  await standInStatus(page, sandbox, {
    ...badDay,
    agents: [{ user: 5, extension: bad, online: true, seen_at: null }],
    troubles: [{ code: 'crm_refuses', detail: bad, times: 1, at: badDay.at }],
  });
  await open(page);
  await expect(panel(page).getByText(bad)).toHaveCount(2);
  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
});

test('the three tabs are gone through by keyboard alone', async ({ page }) => {
  await standInStatus(page, sandbox, badDay);
  await page.goto(`${sandbox.crm}/settings/widgets/${code}/`);
  await page.getByRole('tab', { name: 'Журнал звонков' }).focus();
  for (const [key, name] of [
    ['ArrowRight', 'Кому звонить'],
    ['ArrowRight', 'Состояние'],
    ['ArrowRight', 'Журнал звонков'],
    ['ArrowLeft', 'Состояние'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('tab', { name })).toBeFocused();
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  }
  await expect(panel(page)).toBeVisible();
});
