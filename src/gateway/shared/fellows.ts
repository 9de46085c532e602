import type { nodeClock } from '../node-clock';
import { otherBrowsers, type OtherBrowsers } from './other-browsers';
import { fellowStore, type FellowQuestion, type FellowStore } from './fellow-store';
import { lease } from './fellow-tables';
import type { StoreNews } from './store-news';

/** Between two signs of life, ms. */
const betweenBeats = 700;
/** We believe to lead for a little shorter than the others do, ms. */
const margin = 500;
const lookEvery = 200;

export interface FellowsNeed {
  readonly ask: (question: FellowQuestion) => Promise<unknown>;
  readonly onNews: (listener: (news: StoreNews) => void) => void;
  /** Those that are open here. */
  readonly accounts: () => readonly number[];
  readonly clock: typeof nodeClock;
  /** Ms that grow, whatever the clock does. */
  readonly passed: () => number;
  readonly warn: (error: unknown, message: string) => void;
}

/** One account's leader is one gateway: it does what must be done by one alone. */
export interface Lead {
  readonly is: () => boolean;
  /** Told at once where it is led already. */
  readonly onChange: (listener: (leads: boolean) => void) => void;
}

export interface Fellows {
  readonly store: FellowStore;
  readonly browsers: OtherBrowsers;
  readonly lead: (account: number) => Lead;
  /** Another gateway has said this of an account. */
  readonly onSaid: (listener: (account: number, what: string) => void) => void;
  /** Whether the others hear us: else they have taken over what we led. */
  readonly isHeard: () => boolean;
  /** The others take over at once. */
  readonly leave: () => Promise<void>;
}

/** The other gateways of the same database: who leads, which browsers they have, what they say. */
export function openFellows({ ask, onNews, accounts, clock, passed, warn }: FellowsNeed): Fellows {
  const store = fellowStore(ask);
  const browsers = otherBrowsers(store, clock);
  const leadListeners = new Map<number, ((leads: boolean) => void)[]>();
  const saidListeners: ((account: number, what: string) => void)[] = [];
  let led: ReadonlySet<number> = new Set();
  let heardUntil = -Infinity;
  let hasLeft = false;

  function setLed(next: ReadonlySet<number>): void {
    const before = led;
    led = next;
    for (const [account, listeners] of leadListeners)
      if (before.has(account) !== next.has(account))
        for (const listen of listeners) listen(next.has(account));
  }
  async function beat(): Promise<void> {
    const from = passed();
    try {
      const { led: now, alive } = await store.beat(accounts());
      if (hasLeft) return;
      heardUntil = from + lease - margin;
      browsers.alive(alive);
      if (passed() < heardUntil) setLed(new Set(now));
    } catch {
      // What is wrong was said by the store's thread; what we led ends by itself.
    }
    if (!hasLeft) clock.after(betweenBeats, () => void beat());
  }
  const stopLooking = clock.every(lookEvery, () => {
    if (led.size === 0 || passed() < heardUntil) return;
    setLed(new Set());
    warn(undefined, 'the database has not answered in time: other gateways lead now');
  });
  onNews((said) => {
    if (said.news === 'browsers') browsers.changed(said.rows);
    if (said.news === 'said') for (const listen of saidListeners) listen(said.account, said.what);
    if (said.news === 'trouble') warn(new Error(said.message), 'the shared database cannot be asked');
  });
  void beat();

  return {
    store,
    browsers,
    lead: (account) => ({
      is: () => led.has(account) && passed() < heardUntil,
      onChange(listener) {
        leadListeners.set(account, [...(leadListeners.get(account) ?? []), listener]);
        if (led.has(account)) listener(true);
      },
    }),
    onSaid: (listener) => void saidListeners.push(listener),
    isHeard: () => passed() < heardUntil,
    async leave() {
      hasLeft = true;
      stopLooking();
      setLed(new Set());
      await store.leave().catch(() => undefined);
    },
  };
}
