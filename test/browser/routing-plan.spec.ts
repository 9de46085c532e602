import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { create, freshNumber } from './crm';
import { startSandbox, type RunningSandbox } from './sandbox';

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

const status = (page: Page) => page.locator('.amocrm-telephony__plan-status');
const answer = (page: Page) => page.locator('.amocrm-telephony__plan-answer');
const place = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);
const whoIs = (extension: string) => sandbox.agents.find((agent) => agent.extension === extension)!;

async function open(page: Page, user = whoIs('101').userId, language = ''): Promise<void> {
  await page.goto(`${sandbox.crm}/login?user=${user}&lang=${language}&back=/settings/widgets/${code}/`);
  await page.getByRole('tab', { name: /Кому звонить|Whom to ring/ }).click();
}

async function routed(from: string): Promise<{ extension: string }[]> {
  const response = await fetch(`${sandbox.gateway}/v1/route`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.pbxKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ call_id: 'c', from, to: '+74951234567' }),
  });
  return ((await response.json()) as { targets: { extension: string }[] }).targets;
}

test('a manager makes a group, tries it, saves it, and calls follow it', async ({ page }) => {
  await open(page);
  const groups = place(page, 'groups');
  await groups.getByPlaceholder('Название новой группы').fill('Продажи');
  await page.keyboard.press('Enter');
  await place(page, 'groups.Продажи')
    .getByLabel(`${whoIs('103').name} · 103`)
    .check();
  await place(page, 'groups.Продажи').getByLabel('Как звонить').selectOption('по порядку');
  // The new group can be chosen at once.
  await groups.getByPlaceholder('Название новой группы').fill('Сервис');
  await groups.getByRole('button', { name: 'Добавить' }).click();
  await page.getByLabel('Группа по умолчанию').selectOption('Продажи');
  await expect(status(page)).toHaveText('Изменения не сохранены.');

  const stranger = freshNumber();
  expect((await routed(stranger)).length).toBeGreaterThan(1);
  await page.getByLabel('С номера').fill(stranger);
  await page.getByLabel('На номер компании').fill('+74951234567');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await expect(answer(page)).toContainText(`1. ${whoIs('103').name} 103, 20 с`);
  await answer(page).getByText('Почему так').click();
  await expect(answer(page)).toContainText(`Группа по умолчанию: ${whoIs('103').name} — звонит`);

  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(status(page)).toHaveText('Сохранено: следующие звонки идут по новому плану.');
  expect((await routed(stranger)).map(({ extension }) => extension)).toEqual(['103']);
  await expect(page.getByText(/· Анна Крылова \(действует\)/)).toBeVisible();

  await page.reload();
  await page.getByRole('tab', { name: 'Кому звонить' }).click();
  await expect(page.getByLabel('Группа по умолчанию')).toHaveValue('Продажи');
  await page.getByRole('button', { name: /^Вернуть: .*файл шлюза/ }).click();
  await expect(page.getByLabel('Группа по умолчанию')).toHaveValue('');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(status(page)).toContainText('Сохранено');
  expect((await routed(stranger)).length).toBeGreaterThan(1);
});

test('what is wrong stands at its place, in the manager’s language, and nothing is saved', async ({
  page,
}) => {
  await open(page);
  await page.getByLabel('Часовой пояс').first().fill('Марс');
  await page.getByLabel('Ср').first().fill('9-18');
  await page.getByLabel('Сколько секунд звонит каждый').fill('1');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(status(page)).toHaveText('Не сохранено. Исправьте отмеченные места: 3.');
  await expect(place(page, 'zone')).toContainText('Такого часового пояса нет.');
  await expect(place(page, 'hours.wed')).toContainText('Нужны часы, например 09:00-18:00');
  await expect(place(page, 'ring')).toContainText('Нужно целое число от 5 до 120.');
  expect((await routed(freshNumber())).length).toBeGreaterThan(1);
});

test('a call at night: what would happen then, by the hours in the form', async ({ page }) => {
  const number = freshNumber();
  await create(sandbox, 'contacts', [{ name: 'Ирина', phone: number, responsible: whoIs('103').userId }]);
  await open(page);
  await page.getByLabel('Ср').first().fill('09:00-18:00');
  const closed = place(page, 'closed');
  await closed.getByRole('combobox').selectOption('отказ');
  await closed.getByPlaceholder('Текст отказа').fill('Мы закрыты');
  await page.getByLabel('С номера').fill(number);
  await page.getByLabel('Когда (пусто — сейчас)').fill('2026-06-10T23:30');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await expect(answer(page)).toContainText('Звонок получит отказ: 480 Мы закрыты');
  await page.getByLabel('Когда (пусто — сейчас)').fill('2026-06-10T12:00');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await expect(answer(page)).toContainText(`1. ${whoIs('103').name} 103, 20 с`);
});

test('two administrators at once: the second is told, and loses nobody’s work', async ({ page, context }) => {
  await open(page);
  const other = await context.newPage();
  await open(other);
  for (const [each, seconds] of [
    [page, '30'],
    [other, '40'],
  ] as const) {
    await each.getByLabel('Сколько секунд звонит каждый').fill(seconds);
    await each.getByRole('button', { name: 'Сохранить' }).click();
  }
  await expect(status(page)).toContainText('Сохранено');
  await expect(status(other)).toContainText('План тем временем изменил кто-то другой.');
});

test('tabs by keyboard, and without a finding of axe', async ({ page }) => {
  await open(page);
  await page.getByPlaceholder('Название новой группы').fill('Продажи');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Кому звонить' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Журнал звонков' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Кому звонить' })).toHaveAttribute('aria-selected', 'true');
  expect(await axeFaults(page, '.amocrm-telephony_own')).toEqual([]);
});

for (const language of ['ru', 'en'])
  test(`the plan fills a wide page and fits a narrow one, in ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1000 });
    await open(page, undefined, language);
    const [form, trial] = [
      page.locator('.amocrm-telephony__plan-form'),
      page.locator('.amocrm-telephony__plan-try'),
    ];
    const day = form.locator('[data-path="hours"] input').first();
    await day.fill('09:00-13:00, 14:00-18:00');
    const box = async (of: Locator) => (await of.boundingBox())!;
    const fits = async (): Promise<void> => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
        page.viewportSize()!.width,
      );
      expect(await day.evaluate((input) => input.scrollWidth - input.clientWidth)).toBe(0);
    };
    const [left, right] = [await box(form), await box(trial)];
    expect(right.x).toBeGreaterThan(left.x + left.width);
    expect(right.x + right.width).toBeGreaterThan(1800);
    expect(Math.abs(right.y - left.y)).toBeLessThan(20);
    await fits();
    // Down at the end of the form it is still there, to try what is changed.
    await form.locator('input').last().scrollIntoViewIfNeeded();
    await expect(trial.getByRole('button')).toBeInViewport({ ratio: 1 });

    await page.setViewportSize({ width: 1024, height: 1000 });
    const [below, above] = [await box(form), await box(trial)];
    expect(above.y + above.height).toBeLessThanOrEqual(below.y);
    expect(above.width).toBeCloseTo(below.width, 0);
    await fits();
  });

test('whoever is no administrator is told so, and sees nothing of it', async ({ page }) => {
  await open(page, sandbox.agents.find(({ name }) => name === 'Greg Miller')!.userId);
  await expect(page.getByRole('alert').filter({ hasText: 'Only administrators may change' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
});

test.describe('in English', () => {
  test.afterAll(() =>
    fetch(`${sandbox.crm}/login?user=${whoIs('101').userId}&lang=ru`, { redirect: 'manual' }),
  );

  test('absences, deputies, mailboxes and blocked numbers are set and tried by keyboard alone', async ({
    page,
  }) => {
    const number = freshNumber();
    await create(sandbox, 'contacts', [{ name: 'Irene', phone: number, responsible: whoIs('103').userId }]);
    await open(page, whoIs('101').userId, 'en');
    /** Tab after tab, as somebody without a mouse goes. */
    const reach = async (to: Locator): Promise<void> => {
      await expect(to).toBeVisible();
      for (
        let presses = 0;
        !(await to.evaluate((element) => element === document.activeElement));
        presses += 1
      ) {
        expect(presses).toBeLessThan(200);
        await page.keyboard.press('Tab');
      }
    };
    const choose = async (from: Locator, option: string): Promise<void> => {
      await reach(from);
      await page.keyboard.press('Home');
      const chosen = () =>
        from.evaluate((list) => (list as HTMLSelectElement).selectedOptions[0]?.text ?? '');
      for (let presses = 0; !(await chosen()).includes(option); presses += 1) {
        expect(presses).toBeLessThan(20);
        await page.keyboard.press('ArrowDown');
      }
    };
    const write = async (into: Locator, text: string): Promise<void> => {
      await reach(into);
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Tab');
    };
    await page.getByRole('tab', { name: 'Whom to ring' }).focus();
    const agents = place(page, 'agents');
    await choose(agents.getByLabel('Agent', { exact: true }), whoIs('103').name);
    await reach(agents.getByRole('button', { name: 'Add' }));
    await page.keyboard.press('Enter');
    const vera = place(page, `agents.${whoIs('103').userId}`);
    await expect(vera).toBeVisible();
    // The page begins anew for whoever goes on tabbing: what comes next stands above.
    await page.getByRole('tab', { name: 'Whom to ring' }).focus();
    await write(vera.getByLabel('Days off'), '2026-06-10');
    await page.getByRole('tab', { name: 'Whom to ring' }).focus();
    await choose(vera.getByLabel('Deputy'), whoIs('102').name);
    const last = place(page, 'last');
    await choose(last.getByRole('combobox'), 'ring a number');
    await write(last.getByLabel('Number or extension'), '*97');
    await write(page.getByLabel('Seconds that each rings'), '15');
    await write(page.getByLabel('Blocked numbers'), '8 (912)*');

    await write(page.getByLabel('From number'), number);
    await page.getByLabel('When (empty: now)').fill('2026-06-10T12:00');
    await reach(page.getByRole('button', { name: 'Try' }));
    await page.keyboard.press('Enter');
    const steps = answer(page).getByRole('listitem');
    await expect(steps.first()).toContainText(`1. ${whoIs('102').name} 102, 15 s`);
    await expect(answer(page)).toContainText('*97, 15 s');
    await reach(answer(page).getByText('Why'));
    await page.keyboard.press('Enter');
    await expect(answer(page)).toContainText(`Responsible for the contact: ${whoIs('103').name} — a day off`);
    await expect(answer(page)).toContainText(`Deputy: ${whoIs('102').name} — rings`);
    expect(await axeFaults(page, '.amocrm-telephony_own')).toEqual([]);

    await page.getByRole('tab', { name: 'Whom to ring' }).focus();
    await write(page.getByLabel('From number'), '+79121234567');
    await reach(page.getByRole('button', { name: 'Try' }));
    await page.keyboard.press('Enter');
    await expect(answer(page)).toContainText('The call would be refused: 603 Decline');
  });
});
