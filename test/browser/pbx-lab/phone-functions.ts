import { expect, test, type Browser, type Page } from '@playwright/test';
import { phoneBrowser } from '../phone-page/phone-browser';
import { hears, hearsNothing, joined, reach } from '../phone-page/two-phones';
import { openPhone, type PbxLab } from './pbx-lab';

const callsOf = (page: Page) =>
  page.evaluate(() =>
    window.phone.phone.state.calls
      .filter(({ stage }) => stage !== 'ended')
      .map(({ id, number, stage, held }) => ({ id, number, stage, held })),
  );

/** Everything that an agent does with the phone, on this server. */
export function phoneFunctions(server: string, start: () => Promise<PbxLab>): void {
  test.describe.serial(`our phone on ${server}`, () => {
    let lab: PbxLab;
    let browser: Browser;
    let [anna, boris, carla]: Page[] = [];
    const number = (index: 0 | 1 | 2): string => lab.users[index].address;
    const free = async (...pages: Page[]): Promise<void> => {
      for (const page of pages) {
        await page.evaluate(() => window.phone.hangUp());
        await reach(page, 'none');
      }
    };
    const talk = async (): Promise<[Page, Page]> => {
      await joined(anna!, boris!, number(1));
      return [anna!, boris!];
    };

    test.beforeAll(async () => {
      lab = await start();
      browser = await phoneBrowser();
      [anna, boris, carla] = await Promise.all(lab.users.map((user) => openPhone(browser, lab.page, user)));
    });
    test.afterAll(async () => {
      await browser.close();
      await lab.stop();
    });

    test('a call out is heard at both ends, and our hanging up ends it there', async () => {
      const [agent, far] = await talk();
      await Promise.all([hears(agent), hears(far)]);
      await agent.evaluate(() => window.phone.hangUp());
      await reach(far, 'none');
      expect(await far.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
    });

    test('a call in is heard at both ends, and their hanging up ends it here', async () => {
      await joined(boris!, anna!, number(0));
      await Promise.all([hears(anna!), hears(boris!)]);
      await boris!.evaluate(() => window.phone.hangUp());
      await reach(anna!, 'none');
      expect(await anna!.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
      for (const page of [anna!, boris!])
        expect(await page.evaluate(() => window.phonePage.watch.microphones())).toBe(0);
    });

    test('hold and mute silence us, and what ends them brings us back', async () => {
      const [agent, far] = await talk();
      await hears(far);
      for (const way of ['hold', 'mute'] as const) {
        const say = (on: boolean) =>
          agent.evaluate(
            ([what, now]) =>
              window.phone.phone.run({ do: what, id: window.phone.phone.state.calls.at(-1)!.id, on: now }),
            [way, on] as const,
          );
        expect(await say(true)).toEqual({ ok: true });
        await hearsNothing(far);
        expect(await say(false)).toEqual({ ok: true });
        await hears(far);
      }
      await hears(agent);
      await free(agent, far);
    });

    test('a second call waits, takes over, and the two are swapped', async () => {
      const [agent, far] = await talk();
      await carla!.evaluate((to) => window.phone.call(to), number(0));
      await expect.poll(async () => (await callsOf(agent)).map(({ stage }) => stage)).toContain('incoming');
      const [first, second] = await callsOf(agent);
      await agent.evaluate((id) => window.phone.phone.run({ do: 'answer', id }), second!.id);
      const held = async () => (await callsOf(agent)).map(({ stage, held: isHeld }) => [stage, isHeld]);
      await expect.poll(held).toEqual([
        ['talking', true],
        ['talking', false],
      ]);
      await Promise.all([hears(carla!), hearsNothing(far)]);
      expect(
        await agent.evaluate((id) => window.phone.phone.run({ do: 'hold', id, on: false }), first!.id),
      ).toEqual({ ok: true });
      expect(await held()).toEqual([
        ['talking', false],
        ['talking', true],
      ]);
      await Promise.all([hears(far), hearsNothing(carla!)]);
    });

    test('the two become three who all hear each other', async () => {
      expect(await anna!.evaluate(() => window.phone.phone.run({ do: 'mix' }))).toEqual({ ok: true });
      // Whatever the other two hear from now on comes from each other.
      await anna!.evaluate(() =>
        Promise.all(
          window.phone.phone.state.calls.map(({ id }) =>
            window.phone.phone.run({ do: 'mute', id, on: true }),
          ),
        ),
      );
      await Promise.all([hears(boris!), hears(carla!), hears(anna!)]);
      await free(anna!, boris!, carla!);
    });

    test('declined, busy, given up and unknown are told apart', async () => {
      const ending = (page: Page) => page.evaluate(() => window.phone.history().at(-1));
      await anna!.evaluate((to) => window.phone.call(to), number(1));
      await reach(boris!, 'incoming');
      await boris!.evaluate(() => window.phone.decline());
      await reach(anna!, 'none');
      expect(await ending(anna!)).toBe('ended:declined');

      await anna!.evaluate((to) => window.phone.call(to), number(1));
      await reach(boris!, 'incoming');
      const [ring] = await callsOf(boris!);
      await boris!.evaluate((id) => window.phone.phone.run({ do: 'decline', id, where: 'here' }), ring!.id);
      await reach(anna!, 'none');
      expect(await ending(anna!)).toBe('ended:busy');

      await anna!.evaluate((to) => window.phone.call(to), number(1));
      await reach(boris!, 'incoming');
      await free(anna!);
      await reach(boris!, 'none');
      expect(await ending(boris!)).toBe('ended:cancelled');

      await anna!.evaluate(() => window.phone.call('9999'));
      await reach(anna!, 'none');
      expect(await ending(anna!)).toBe('ended:no-such-number');
    });

    test('a transfer hands the caller on, blindly and after a word with the colleague', async () => {
      await boris!.context().close();
      boris = await openPhone(browser, lab.page, lab.users[1], 'plain');
      const [agent, far] = await talk();
      void agent.evaluate((to) => window.phone.transfer(to), number(2));
      await reach(carla!, 'incoming');
      await carla!.evaluate(() => window.phone.answer());
      await reach(agent, 'none');
      expect(await agent.evaluate(() => window.phone.history())).toContain('ending:transferred');
      await Promise.all([hears(far), hears(carla!)]);
      await free(carla!);
      await reach(far, 'none');

      await talk();
      await joined(agent, carla!, number(2));
      await expect
        .poll(async () => (await callsOf(agent)).map(({ stage }) => stage))
        .toEqual(['talking', 'talking']);
      const done = await agent.evaluate(() => {
        const [first, second] = window.phone.phone.state.calls.filter(({ stage }) => stage === 'talking');
        return window.phone.phone.run({ do: 'transfer-to-call', id: first!.id, other: second!.id });
      });
      expect(done).toEqual({ ok: true });
      await reach(agent, 'none');
      await Promise.all([hears(far), hears(carla!)]);
    });
  });
}
