import { expect, test } from '@playwright/test';
import { aCall } from './calls';
import { create, freshNumber } from './crm';
import { crash, manyTabs, pressIn, returned, type ManyTabs, type Tab } from './many-tabs';
import { startSandbox, type RunningSandbox } from './sandbox';

test.setTimeout(120_000);
const count = 10;
let sandbox: RunningSandbox;
let browser: ManyTabs;

test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.beforeEach(async () => {
  browser = await manyTabs(sandbox);
  for (let index = 0; index < count; index += 1)
    await browser.open(index % 2 === 0 ? '/' : '/contacts/list/');
  await expect.poll(() => browser.leaders().length).toBe(1);
});
test.afterEach(() => browser.close());

const filings = (browser: ManyTabs): { requests: string[] } => {
  const seen: string[] = [];
  for (const { page } of browser.tabs) {
    page.on('request', (request) => {
      if (request.url().includes('/ajax/v1/inbox/add/')) seen.push(request.url());
    });
  }
  return { requests: seen };
};

/** What the CRM was asked about this number: by the card, and after the call by the result window, with the deals. */
const lookups = async (number: string): Promise<{ card: number; window: number }> => {
  const asked = (await sandbox.log()).filter(
    ({ method, path, query }) =>
      method === 'GET' && path.startsWith('/api/v4/contacts') && query.includes(number.slice(-10)),
  );
  const window = asked.filter(({ query }) => query.includes('with=leads')).length;
  return { card: asked.length - window, window };
};

const shownBy = async (callId: string): Promise<number> => (await browser.showing(callId)).length;

test('ten tabs: one socket, one lookup, one card in the tab looked at, one entry in the notification centre', async () => {
  const number = freshNumber();
  await create(sandbox, 'contacts', [{ name: 'Один Раз', phone: number }]);
  const filed = filings(browser);
  const call = aCall(number);
  await sandbox.post(call.ringing());
  await expect.poll(() => shownBy(call.id)).toBe(1);
  const shown = (await browser.showing(call.id))[0]!;
  expect(shown).toBe(browser.tabs[count - 1]);
  await shown.page.waitForFunction(() => document.body.textContent.includes('Один Раз'));

  // The card follows the eye.
  const looked = browser.tabs[3]!;
  await looked.page.bringToFront();
  await expect
    .poll(async () => (await browser.showing(call.id)).map((tab) => browser.tabs.indexOf(tab)))
    .toEqual([3]);

  // A tab that does not lead commands as well.
  const other = aCall(freshNumber());
  await sandbox.post(other.ringing());
  await expect.poll(() => shownBy(other.id)).toBe(1);
  await pressIn(looked.page, `[data-call="${other.id}"] [data-do="close"]`);
  await expect.poll(() => shownBy(other.id)).toBe(0);

  await sandbox.post([call.answered(), call.ended(), other.ended()]);
  await expect.poll(() => filed.requests.length).toBe(2);
  expect((await lookups(number)).card).toBe(1);
  await expect.poll(() => lookups(number)).toEqual({ card: 1, window: 1 });
  expect(browser.leaders()).toHaveLength(1);
  expect(browser.tabs.reduce((sum, { opened }) => sum + opened, 0)).toBe(1);
});

const losses: [string, (leader: Tab) => Promise<unknown>][] = [
  ['closed', ({ page }) => page.close()],
  ['crashed', crash],
  ['frozen', ({ cdp }) => cdp.send('Page.setWebLifecycleState', { state: 'frozen' })],
  ['gone into the back/forward cache', ({ page }) => page.goto(`${sandbox.gateway}/healthz`)],
];

for (const [loss, lose] of losses) {
  test(`the leader ${loss}: another takes over, nothing is lost or doubled`, async () => {
    const number = freshNumber();
    await create(sandbox, 'contacts', [{ name: 'Через Смену', phone: number }]);
    const filed = filings(browser);
    const before = aCall(freshNumber());
    await sandbox.post(before.ringing());
    await expect.poll(() => shownBy(before.id)).toBe(1);

    const leader = browser.leaders()[0]!;
    const during = aCall(number);
    const losing = lose(leader);
    await sandbox.post(during.ringing());
    await losing;
    browser.drop(leader);
    await browser.tabs[5]!.page.bringToFront();
    await sandbox.post([before.ended(), during.answered()]);

    await expect.poll(() => browser.leaders().length, { timeout: 15_000 }).toBe(1);
    await expect.poll(() => shownBy(during.id), { timeout: 15_000 }).toBe(1);
    await expect
      .poll(async () => (await browser.showing(during.id)).map((tab) => browser.tabs.indexOf(tab)))
      .toEqual([5]);
    await sandbox.post(during.ended());
    await expect.poll(() => filed.requests.length).toBe(2);
    await expect.poll(() => shownBy(during.id)).toBe(1);
    expect(filed.requests).toHaveLength(2);
    expect(browser.leaders()).toHaveLength(1);
  });
}

test('the back/forward cache keeps the page, and the page that returns is told everything', async () => {
  const leader = browser.leaders()[0]!;
  await leader.page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'kept' : 'lost'));
  });
  await leader.page.goto(`${sandbox.crm}/robots.txt`);
  const call = aCall(freshNumber());
  await sandbox.post(call.ringing());
  await expect.poll(() => browser.leaders().length).toBe(1);
  await leader.page.bringToFront();
  await leader.page.goBack();
  await returned(leader.page, () => document.title === 'kept');
  await expect
    .poll(async () => (await browser.showing(call.id)).map((tab) => tab === leader))
    .toEqual([true]);
  expect(browser.leaders()).toHaveLength(1);
  await sandbox.post(call.ended());
});

test('all tabs hidden: a desktop notification while it rings, with the name, gone when it ends', async () => {
  const number = freshNumber();
  await create(sandbox, 'contacts', [{ name: 'Заметный Звонок', phone: number }]);
  const recorded = `
    window.notices = [];
    window.Notification = class { static permission = 'granted';
      constructor(title, { body, tag = '' }) { this.ours = tag.startsWith('call-'); this.text = title + ' ' + body; this.open = true; this.tag = tag;
        for (const other of window.notices) if (other.tag === tag) other.open = false;
        window.notices.push(this); }
      close() { this.open = false; } };`;
  for (const { page } of browser.tabs) await page.evaluate(recorded);
  await browser.browser.newPage();
  const notices = async (): Promise<string[]> => {
    const all = await Promise.all(
      browser.tabs.map(({ page }) =>
        page.evaluate(() =>
          (window as unknown as { notices: { text: string; open: boolean; ours: boolean }[] }).notices
            .filter(({ open, ours }) => open && ours)
            .map(({ text }) => text),
        ),
      ),
    );
    return all.flat();
  };
  const call = aCall(number);
  await sandbox.post(call.ringing());
  await expect
    .poll(async () => (await notices()).some((text) => text.includes('Заметный Звонок')))
    .toBe(true);
  await sandbox.post(call.ended({ disposition: 'no_answer', duration: 0 }));
  await expect.poll(notices).toEqual([]);
});

test('two users in two browsers see only their own calls; answered elsewhere is gone everywhere', async () => {
  const other = await manyTabs(sandbox);
  try {
    const tab = await other.browser.newPage();
    await tab.goto(`${sandbox.crm}/login?user=${sandbox.agents[1]!.userId}`);
    await tab.close();
    const second = await other.open();
    await expect.poll(() => other.leaders().length).toBe(1);
    const mine = aCall(freshNumber(), ['101']);
    const theirs = aCall(freshNumber(), ['102']);
    const both = aCall(freshNumber(), ['101', '102']);
    await sandbox.post([mine.ringing(), theirs.ringing(), both.ringing()]);
    await expect
      .poll(() => Promise.all([mine, theirs, both].map(({ id }) => shownBy(id))))
      .toEqual([1, 0, 1]);
    const shownThere = (): Promise<number[]> =>
      Promise.all([mine, theirs, both].map(async ({ id }) => (await other.showing(id)).length));
    await expect.poll(shownThere).toEqual([0, 1, 1]);
    await sandbox.post(both.answered({ extensions: ['102'] }));
    await expect.poll(() => shownBy(both.id)).toBe(0);
    await expect.poll(shownThere).toEqual([0, 1, 1]);
    await expect
      .poll(() => second.page.$eval(`[data-call="${both.id}"]`, (card) => card.textContent))
      .toContain('Разговор');
    await sandbox.post([mine.ended(), theirs.ended(), both.ended()]);
  } finally {
    await other.close();
  }
});

test('the leader hangs: a tab that is seen takes over, and the hung one stands down when it comes back', async () => {
  const filed = filings(browser);
  const leader = browser.leaders()[0]!;
  const seen = browser.tabs.find((tab) => tab !== leader)!;
  await seen.page.bringToFront();
  const hung = leader.page.evaluate(() => {
    const end = Date.now() + 8000;
    while (Date.now() < end);
  });
  const call = aCall(freshNumber());
  await sandbox.post(call.ringing());
  await expect
    .poll(() => seen.page.$$eval('.amocrm-telephony__card', (cards) => cards.length), { timeout: 7000 })
    .toBe(1);
  await hung;
  await expect.poll(() => browser.leaders().length).toBe(1);
  expect(browser.leaders()[0]).toBe(seen);
  await sandbox.post(call.ended());
  await expect.poll(() => filed.requests.length).toBe(1);
  await expect.poll(() => shownBy(call.id)).toBe(1);
  expect(filed.requests).toHaveLength(1);
});
