import { expect, test, type Browser, type Page } from '@playwright/test';
import type { PbxLab } from '../pbx-lab/pbx-lab';
import { phoneBrowser } from '../phone-page/phone-browser';
import { barePage, hearsSound, openBare, reaches } from './open-page';
import type { BareAccount } from './bare-account';

const names = ['anna', 'boris', 'carla'] as const;
type Name = (typeof names)[number];

/** What a browser's phone needs of its server: 28 checks, the same for every server. */
export function sipChecks(server: string, start: () => Promise<PbxLab>): void {
  test.describe.serial(`${server}, checked`, () => {
    let lab: PbxLab;
    let browser: Browser;
    let page: Page;
    const user = (name: Name): BareAccount => lab.users[names.indexOf(name)]!;
    const dial = (from: string, to: string): Promise<void> => {
      const address = names.includes(to as Name) ? user(to as Name).address : to;
      return page.evaluate(([key, target]) => window.bare[key]!.call(target), [from, address] as const);
    };
    const accept = (name: string): Promise<void> => page.evaluate((key) => window.bare[key]!.accept(), name);
    async function talk(one: Name, other: Name): Promise<void> {
      await dial(one, other);
      await reaches(page, other, 'Initial');
      await accept(other);
      await Promise.all([reaches(page, one, 'Established'), reaches(page, other, 'Established')]);
    }
    async function refused(status: number): Promise<void> {
      await reaches(page, 'anna', 'Terminated');
      expect(await page.evaluate(() => window.bare['anna']!.last.status)).toBe(status);
    }
    const clear = async (): Promise<void> => {
      await page.evaluate(() => {
        for (const phone of Object.values(window.bare))
          for (const { session, state } of phone.calls) if (state === 'Established') void session.bye();
      });
      for (const name of names)
        await page.waitForFunction(
          (key) => window.bare[key]!.calls.every(({ state }) => state === 'Terminated'),
          name,
        );
    };

    test.beforeAll(async () => {
      lab = await start();
      browser = await phoneBrowser();
      page = await barePage(browser, lab.page);
    });
    test.afterAll(async () => {
      await browser.close();
      await lab.stop();
    });

    test('1 a wrong password is answered 401', async () => {
      expect(await openBare(page, 'thief', { ...user('anna'), password: 'wrong' })).toBe(401);
    });
    names.forEach((name, index) =>
      test(`${index + 2} user ${index + 1} of three registers by digest`, async () => {
        expect(await openBare(page, name, user(name))).toBe(200);
      }),
    );
    [486, 603, 480].forEach((status, index) =>
      test(`${index + 5} a phone that says ${status} is heard by the caller`, async () => {
        await dial('anna', 'boris');
        await reaches(page, 'boris', 'Initial');
        await page.evaluate((code) => window.bare['boris']!.reject(code), status);
        await refused(status);
      }),
    );
    test('8 INVITE, 200 and ACK make a talk', () => talk('anna', 'boris'));
    test('9 the caller hears the called one', () => hearsSound(page, 'anna'));
    test('10 the called one hears the caller', () => hearsSound(page, 'boris'));
    test('11 hold is told to the other side', async () => {
      expect(await page.evaluate(() => window.bare['anna']!.renew({ hold: true }))).toBe(200);
      expect(await page.evaluate(() => window.bare['boris']!.farDirection())).toBe('sendonly');
    });
    test('12 resume brings the sound back', async () => {
      expect(await page.evaluate(() => window.bare['anna']!.renew({ hold: false }))).toBe(200);
      expect(await page.evaluate(() => window.bare['boris']!.farDirection())).toBe('sendrecv');
      await Promise.all([hearsSound(page, 'anna'), hearsSound(page, 'boris')]);
    });
    test('13 INFO carries digits', async () => {
      const body = 'Signal=5\r\nDuration=160';
      expect(await page.evaluate((text) => window.bare['anna']!.info(text), body)).toBe(200);
      expect(await page.evaluate(() => window.bare['boris']!.last.infos)).toEqual([body]);
    });
    test('14 a blind transfer is taken up, and NOTIFY tells how it ends', async () => {
      const from = await page.evaluate(() => window.bare['anna']!.calls.length - 1);
      const to = user('carla').address;
      const status = await page.evaluate(([at, target]) => window.bare['anna']!.refer(at, target), [
        from,
        to,
      ] as const);
      expect(status).toBe(202);
      await reaches(page, 'carla', 'Initial');
      await accept('carla');
      await page.waitForFunction(
        (at) => window.bare['anna']!.calls[at]!.notified.some((text) => text.startsWith('SIP/2.0 200')),
        from,
      );
    });
    test('15 after a blind transfer the other two hear each other', async () => {
      await page.evaluate(() => window.bare['anna']!.bye());
      await Promise.all([hearsSound(page, 'boris'), hearsSound(page, 'carla')]);
      await clear();
    });
    test('16 an attended transfer goes by Replaces', async () => {
      await talk('boris', 'anna');
      const first = await page.evaluate(() => window.bare['anna']!.calls.length - 1);
      await talk('anna', 'carla');
      const status = await page.evaluate((at) => window.bare['anna']!.refer(at, at + 1), first);
      expect(status).toBe(202);
      await page.waitForFunction(
        (at) => window.bare['anna']!.calls[at]!.notified.some((text) => text.startsWith('SIP/2.0 200')),
        first,
      );
      await Promise.all([hearsSound(page, 'boris'), hearsSound(page, 'carla')]);
    });
    test('17 after an attended transfer the talk that was replaced is over', async () => {
      await reaches(page, 'anna', 'Terminated');
      await clear();
    });
    test('18 CANCEL stops the ringing', async () => {
      await dial('anna', 'boris');
      await reaches(page, 'boris', 'Initial');
      await page.waitForFunction(() => window.bare['anna']!.last.progress.includes(180));
      await page.evaluate(() => window.bare['anna']!.cancel());
      await reaches(page, 'boris', 'Terminated');
    });
    test('19 a cancelled call ends with 487', () => refused(487));
    test('20 a number that nobody has is 404', async () => {
      await dial('anna', '9999');
      await refused(404);
    });
    test('21 a phone whose tab was closed is 480 at once', async () => {
      const closing = await barePage(browser, lab.page);
      await page.evaluate(async () => {
        await window.bare['carla']!.userAgent.transport.disconnect();
      });
      expect(await openBare(closing, 'carla', user('carla'))).toBe(200);
      await closing.close();
      await expect
        .poll(async () => {
          await dial('anna', 'carla');
          await reaches(page, 'anna', 'Terminated');
          return page.evaluate(() => window.bare['anna']!.last.status);
        })
        .toBe(480);
    });
    test('22 a call rings in both tabs of a user', async () => {
      expect(await openBare(page, 'boris2', user('boris'))).toBe(200);
      await dial('anna', 'boris');
      await Promise.all([reaches(page, 'boris', 'Initial'), reaches(page, 'boris2', 'Initial')]);
    });
    test('23 where it was not answered, CANCEL says that it was elsewhere', async () => {
      await accept('boris2');
      await reaches(page, 'boris', 'Terminated');
      expect(await page.evaluate(() => window.bare['boris']!.last.reason)).toMatch(
        /^SIP;\s*cause=200;\s*text="Call completed elsewhere"$/,
      );
    });
    test('24 where it was answered, both are heard', async () => {
      await Promise.all([hearsSound(page, 'anna'), hearsSound(page, 'boris2')]);
      await clear();
    });
    test('25 OPTIONS is answered 200', async () => {
      expect(await page.evaluate(() => window.bare['anna']!.options())).toBe(200);
    });
    test('26 sound goes on through a lost socket', async () => {
      await talk('anna', 'boris');
      await hearsSound(page, 'anna');
      await page.evaluate(() => window.bare['boris']!.userAgent.transport.disconnect());
      await Promise.all([hearsSound(page, 'anna'), hearsSound(page, 'boris')]);
    });
    test('27 on the new socket the phone registers again', async () => {
      expect(await page.evaluate(() => window.bare['boris']!.reconnect())).toBe(200);
      await Promise.all([hearsSound(page, 'anna'), hearsSound(page, 'boris')]);
    });
    test('28 a goodbye arrives on the new socket', async () => {
      await page.evaluate(() => window.bare['anna']!.bye());
      await reaches(page, 'boris', 'Terminated');
    });
  });
}
