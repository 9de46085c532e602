import type { Browser, Page } from '@playwright/test';
import { dice } from '../src/sandbox/crm/demo/dice';
import { barePage, openBare } from '../test/browser/bare-phone/open-page';
import type { RunningSandbox } from '../test/browser/sandbox';

/** What the owner of a number does. */
export type Manner = 'answers' | 'machine' | 'busy' | 'nowhere' | 'absent' | 'silent' | 'declines';

/** By the end of the number, as the sandbox's PBX knows them; the others have a phone of their own here. */
const ends: Readonly<Record<Manner, string>> = {
  ...{ answers: '1234', silent: '2345', declines: '3456' },
  ...{ machine: '0003', busy: '0001', nowhere: '0004', absent: '7777' },
};

export interface DialClient {
  readonly name: string;
  readonly phone: string;
  readonly manner: Manner;
  /** Ms before the client does anything. */
  readonly rings: number;
  /** Ms of talk before the client hangs up. */
  readonly talks: number;
}

/** So many people of a seeded mix; rings and talks are short, so that hundreds of calls take minutes. */
export function dialClients(count: number, seed: number): DialClient[] {
  const chance = dice(seed);
  return Array.from({ length: count }, (_, index) => {
    const place = String(10_000 + index);
    const manner = chance.pick<Manner>([
      ...(['answers', 'answers', 'answers', 'machine', 'busy', 'busy'] as const),
      ...(['nowhere', 'absent', 'silent', 'declines'] as const),
    ]);
    return {
      ...{ name: `Обзвон ${place}`, phone: `+79${place}${ends[manner]}`, manner },
      ...{ rings: chance.int(100, 2000), talks: chance.int(300, 2000) },
    };
  });
}

/** Telephones of those who have one, and the answering machine, all in one page that does what each of them does. */
export async function clientPhones(
  browser: Browser,
  sandbox: RunningSandbox,
  clients: readonly DialClient[],
): Promise<Page> {
  // Of the CRM's own origin: the PBX lets no other in.
  const page = await barePage(browser, `${sandbox.crm}/phone/style.css`);
  const own = clients.filter(({ manner }) => ['answers', 'silent', 'declines'].includes(manner));
  for (const number of [null, ...own.map(({ phone }) => phone)]) {
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
  const manners = own.map(({ phone, manner, rings, talks }) => [phone, { manner, rings, talks }] as const);
  await page.evaluate((list) => {
    const known = new Map(list);
    const met = new Set<unknown>();
    const look = (): void => {
      for (const [number, phone] of Object.entries(window.bare)) {
        const call = phone.calls[phone.calls.length - 1];
        const { manner, rings, talks } = known.get(number) ?? { manner: 'answers', rings: 200, talks: 500 };
        if (call === undefined || met.has(call)) continue;
        met.add(call);
        const { session } = call;
        session.stateChange.addListener(() => {
          if (call.state === 'Established')
            setTimeout(() => void session.bye().catch(() => undefined), talks);
        });
        const taken = 'replacee' in session && session.replacee !== undefined;
        const act = (): Promise<void> =>
          manner === 'answers' ? phone.accept() : phone.reject(manner === 'silent' ? 480 : 603);
        // A talk that another tab takes over is answered already.
        if (!taken) setTimeout(() => void act().catch(() => undefined), rings);
      }
    };
    setInterval(look, 20);
  }, manners);
  return page;
}
