import { expect, test, type Page } from '@playwright/test';
import { aCall } from './calls';
import { create, freshNumber } from './crm';
import { startSandbox, type RunningSandbox } from './sandbox';

// The manager sits in Moscow, one of the agents does not.
test.use({ timezoneId: 'Europe/Moscow' });

const ownLine = '+74957654321';
const otherLine = '+74951234567';

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

const place = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);
const whoIs = (extension: string) => sandbox.agents.find((agent) => agent.extension === extension)!;
const answer = (page: Page) => page.locator('.amocrm-telephony__plan-answer');

async function open(page: Page): Promise<void> {
  await page.goto(`${sandbox.crm}/login?user=${whoIs('101').userId}&lang=ru&back=/settings/widgets/${code}/`);
  await page.getByRole('tab', { name: 'Кому звонить' }).click();
}

async function makeGroup(page: Page, name: string, extensions: string[], how: string): Promise<void> {
  await place(page, 'groups').getByPlaceholder('Название новой группы').fill(name);
  await place(page, 'groups').getByRole('button', { name: 'Добавить' }).click();
  const group = place(page, `groups.${name}`);
  for (const extension of extensions)
    await group.getByLabel(`${whoIs(extension).name} · ${extension}`).check();
  await group.getByLabel('Как звонить').selectOption(how);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.locator('.amocrm-telephony__plan-status')).toContainText('Сохранено');
}

/** Whom a call rings, in order. */
async function rung(from: string, to: string): Promise<string[]> {
  const response = await fetch(`${sandbox.gateway}/v1/route`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.pbxKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ call_id: 'c', from, to }),
  });
  return ((await response.json()) as { targets: { extension: string }[] }).targets.map(
    ({ extension }) => extension,
  );
}

test('a line has a group of its own, whose members take turns, though the caller’s manager is another', async ({
  page,
}) => {
  const number = freshNumber();
  await create(sandbox, 'contacts', [{ name: 'Ольга', phone: number, responsible: whoIs('101').userId }]);
  await open(page);
  await makeGroup(page, 'Сервис', ['102', '103'], 'по очереди');
  await place(page, 'lines').getByPlaceholder('Номер компании').fill(ownLine);
  await place(page, 'lines').getByRole('button', { name: 'Добавить' }).click();
  const line = place(page, `lines.${ownLine}`);
  await line.getByLabel('Группа').selectOption('Сервис');
  await line.getByLabel('Сначала ответственный').uncheck();

  await page.getByLabel('С номера').fill(number);
  await page.getByLabel('На номер компании').fill('8 (495) 765-43-21');
  await page.getByRole('button', { name: 'Проверить' }).click();
  const steps = answer(page).getByRole('listitem');
  await expect(steps.first()).toContainText(/10[23]/);
  await expect(answer(page)).not.toContainText(' 101,');
  await answer(page).getByText('Почему так').click();
  await expect(answer(page)).toContainText('Группа номера');

  await save(page);
  const inTurn = [await rung(number, ownLine), await rung(number, ownLine), await rung(number, ownLine)];
  expect([...inTurn[0]!].sort()).toEqual(['102', '103']);
  expect(inTurn[1]).toEqual([...inTurn[0]!].reverse());
  expect(inTurn[2]).toEqual(inTurn[0]);
  // By any other number of the company it is the caller's own manager.
  expect((await rung(number, otherLine))[0]).toBe('101');

  await page.reload();
  await page.getByRole('tab', { name: 'Кому звонить' }).click();
  await expect(place(page, `lines.${ownLine}`).getByLabel('Сначала ответственный')).not.toBeChecked();
  await page.getByRole('button', { name: `Убрать: ${ownLine}` }).click();
  await expect(place(page, `lines.${ownLine}`)).toHaveCount(0);
  await save(page);
  expect((await rung(number, ownLine))[0]).toBe('101');
});

test('of a group, whoever has been free for longest rings first', async ({ page }) => {
  await open(page);
  await makeGroup(page, 'Новые', ['102', '103'], 'кто дольше свободен');
  await page.getByLabel('Группа по умолчанию').selectOption('Новые');
  await save(page);
  const stranger = freshNumber();
  for (const [talked, first] of [
    ['102', '103'],
    ['103', '102'],
  ] as const) {
    const call = aCall(freshNumber(), [talked]);
    await sandbox.post([call.ringing(), call.answered(), call.ended()]);
    await expect.poll(() => rung(stranger, otherLine)).toEqual([first, talked]);
  }
});

test('an agent’s hours are by the clock of their own town', async ({ page }) => {
  const number = freshNumber();
  const vera = whoIs('103');
  await create(sandbox, 'contacts', [{ name: 'Павел', phone: number, responsible: vera.userId }]);
  await open(page);
  await place(page, 'agents').getByLabel('Сотрудник', { exact: true }).selectOption(String(vera.userId));
  await place(page, 'agents').getByRole('button', { name: 'Добавить' }).click();
  const hers = place(page, `agents.${vera.userId}`);
  await hers.getByLabel('Часовой пояс').fill('Asia/Vladivostok');
  await hers.getByLabel('Ср').fill('09:00-18:00');

  await page.getByLabel('С номера').fill(number);
  /** The moment is Moscow's: seven hours behind hers. */
  const triedAt = async (time: string): Promise<void> => {
    await page.getByLabel('Когда (пусто — сейчас)').fill(`2026-06-10T${time}`);
    await page.getByRole('button', { name: 'Проверить' }).click();
  };
  const steps = answer(page).getByRole('listitem');
  await triedAt('10:30');
  await expect(steps.first()).toContainText(`1. ${vera.name} 103`);
  await triedAt('11:30');
  await answer(page).getByText('Почему так').click();
  await expect(answer(page)).toContainText(`${vera.name} — не его часы`);
  await expect(steps.first()).not.toContainText(vera.name);

  await hers.getByLabel('Часовой пояс').fill('+03:00');
  await triedAt('11:30');
  await expect(steps.first()).toContainText(`1. ${vera.name} 103`);
});
