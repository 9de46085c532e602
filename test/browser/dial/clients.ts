import type { Browser, Page } from '@playwright/test';
import { barePage, openBare } from '../bare-phone/open-page';
import type { RunningSandbox } from '../sandbox';

/** What a number's owner does; by the end of the number, as the sandbox's PBX knows them. */
export type Manner = 'answers' | 'machine' | 'busy' | 'nowhere' | 'absent';
const ends: Readonly<Record<Manner, string>> = {
  answers: '1234',
  machine: '0003',
  busy: '0001',
  nowhere: '0004',
  absent: '7777',
};

export interface Client {
  readonly name: string;
  readonly phone: string;
  readonly manner: Manner;
}

/** So many people of a seeded mix: of ten three answer, two are busy, one is a machine, one nobody, three away. */
export function clientsOf(count: number, seed: number): Client[] {
  let state = seed;
  const dice = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const mix: Manner[] = [
    ...(['answers', 'answers', 'answers', 'busy', 'busy'] as const),
    ...(['machine', 'nowhere', 'absent', 'absent', 'absent'] as const),
  ];
  return Array.from({ length: count }, (_, index) => {
    const manner = mix[dice(mix.length)]!;
    const place = String(10_000 + index);
    return { name: `Обзвон ${place}`, phone: `+79${place}${ends[manner]}`, manner };
  });
}

/** Telephones of those who answer, and the machine, all in one page: they answer at once and talk for a second. */
export async function clientPhones(
  browser: Browser,
  sandbox: RunningSandbox,
  clients: readonly Client[],
): Promise<Page> {
  const page = await barePage(browser, `${sandbox.crm}/phone/style.css`);
  const numbers = [null, ...clients.flatMap(({ manner, phone }) => (manner === 'answers' ? [phone] : []))];
  for (const number of numbers) {
    const response = await fetch(`${sandbox.crm}/phone/line`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number }),
    });
    const line = (await response.json()) as Record<'url' | 'username' | 'password' | 'number', string>;
    const { url, username, password, number: address } = line;
    const answer = await openBare(page, address, { url, username, password, address, domain: 'sandbox' });
    if (answer !== 200) throw new Error(`the client's phone ${address} was answered ${answer}`);
  }
  await page.evaluate(() => {
    const since = new Map<unknown, number>();
    setInterval(() => {
      for (const phone of Object.values(window.bare))
        for (const call of phone.calls) {
          if (call.state === 'Initial' && !since.has(call)) {
            since.set(call, Infinity);
            void phone.accept().catch(() => undefined);
          } else if (call.state === 'Established') {
            const at = since.get(call) ?? Infinity;
            if (at === Infinity) since.set(call, Date.now());
            else if (Date.now() - at > 1000) {
              since.set(call, Infinity);
              void call.session.bye().catch(() => undefined);
            }
          }
        }
    }, 50);
  });
  return page;
}
