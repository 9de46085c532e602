import { expect, test, type Page } from '@playwright/test';
import { create, freshNumber, inCrm } from './crm';
import { bars, delivered, resultWindow, saved, signedInWithClock, talk, undoIsOver } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

test.setTimeout(120_000);
let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox({ env: { RESULT_HOLD: '10', RECORDING_WAIT: '1' } });
});
test.afterAll(() => sandbox.stop());

const inbox = async (callId: string): Promise<number> =>
  (await inCrm<{ metadata: { uniq: string } }>(sandbox, 'leads/unsorted?limit=250')).filter(
    ({ metadata }) => metadata.uniq === callId,
  ).length;
const contacts = async (number: string): Promise<{ id: number; name: string }[]> =>
  inCrm(sandbox, `contacts?query=${number.slice(-10)}`);
/** Entities of all kinds that the call was logged in. */
const loggedIn = async (callId: string): Promise<string[]> => {
  const places = await Promise.all(
    ['contacts', 'leads'].map(async (kind) => {
      const filter = 'filter[note_type][]=call_in&filter[note_type][]=call_out&limit=250';
      const notes = await inCrm<{ params: { uniq?: string } }>(sandbox, `${kind}/notes?${filter}`);
      return notes.filter(({ params }) => params.uniq === callId).map(() => kind);
    }),
  );
  return places.flat();
};

interface Fate {
  inbox: number;
  contacts: number;
  logged: string[];
}
const cancelled = async (page: Page): Promise<void> => {
  await resultWindow(page).getByRole('button', { name: 'Отменить' }).click();
  await expect(bars(page)).toContainText('Итог отменён');
  await undoIsOver(page);
};
const nothing = (): Promise<void> => Promise.resolve();
const cases: [
  string,
  { call?: object; ended?: object; known?: boolean },
  (page: Page) => Promise<void>,
  Fate,
][] = [
  [
    'a stranger, saved with a name',
    {},
    async (page) => {
      await page.keyboard.type('Новый Знакомый');
      await saved(page);
    },
    { inbox: 0, contacts: 1, logged: ['contacts'] },
  ],
  ['a stranger, cancelled', {}, cancelled, { inbox: 1, contacts: 0, logged: [] }],
  [
    'a stranger who was missed',
    { ended: { disposition: 'no_answer', duration: 0 } },
    nothing,
    { inbox: 0, contacts: 0, logged: [] },
  ],
  ['a known caller, cancelled', { known: true }, cancelled, { inbox: 0, contacts: 1, logged: ['contacts'] }],
];

for (const [what, { known, ...more }, act, fate] of cases) {
  test(`${what}: ${fate.inbox} in the inbox, ${fate.contacts} contacts, ${fate.logged.length} logs`, async ({
    page,
  }) => {
    const number = freshNumber();
    if (known === true) await create(sandbox, 'contacts', [{ name: 'Давно Знаком', phone: number }]);
    await signedInWithClock(page, sandbox, '/contacts/list/');
    const { id } = await talk(sandbox, number, { ...more, named: page });
    if (act !== nothing) {
      const field = known === true ? 'textarea' : '[name="contactName"]';
      await expect(resultWindow(page).locator(field)).toBeFocused();
      await act(page);
    }
    await expect
      .poll(
        async (): Promise<Fate> => ({
          inbox: await inbox(id),
          contacts: (await contacts(number)).length,
          logged: await loggedIn(id),
        }),
        { timeout: 40_000, intervals: [1000] },
      )
      .toEqual(fate);
  });
}

test('put off, gone to the inbox, saved after all: taken out of there, one contact and one lead', async ({
  page,
}) => {
  const number = freshNumber();
  await signedInWithClock(page, sandbox, '/contacts/list/');
  const { id } = await talk(sandbox, number, { named: page });
  await expect(resultWindow(page).locator('[name="contactName"]')).toBeFocused();
  await page.keyboard.type('Поздний Итог');
  await page.keyboard.press('Escape');
  await expect.poll(() => inbox(id), { timeout: 40_000 }).toBe(1);
  // The time that the gateway holds the call for an open window is over.
  await bars(page).getByRole('button').click();
  await saved(page);
  await expect.poll(() => inbox(id), { timeout: 20_000 }).toBe(0);
  expect((await contacts(number)).map(({ name }) => name)).toEqual(['Поздний Итог']);
});

test('the same stranger twice, both windows filled in: one contact', async ({ page }) => {
  const number = freshNumber();
  await signedInWithClock(page, sandbox, '/contacts/list/');
  await talk(sandbox, number, { named: page });
  await talk(sandbox, number, { named: page });
  for (const name of ['Первый Раз', 'Второй Раз']) {
    await expect(resultWindow(page).locator('[name="contactName"]')).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Control+Enter');
  }
  await expect(resultWindow(page)).toHaveCount(0);
  await undoIsOver(page);
  await delivered(page);
  expect(await contacts(number)).toHaveLength(1);
});
