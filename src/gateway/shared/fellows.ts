import { grouped } from '../../domain/grouped';
import type { nodeClock } from '../node-clock';
import { otherBrowsers, type OtherBrowsers } from './other-browsers';
import { fellowStore, type FellowQuestion, type FellowStore } from './fellow-store';
import { lease, type Claim } from './fellow-tables';
import type { StoreNews } from './store-news';

/** Between two signs of life, ms. */
const betweenBeats = 700;
/** We believe to lead for a little shorter than the others do, ms. */
const margin = 500;
const lookEvery = 200;
/**
 * Browsers stay while a database is merely slow, and hear late: nobody hears sooner elsewhere. They are sent to another
 * gateway once it has answered nothing for so long, ms; as soon as the lead is lost where it has refused us so often.
 */
const longestSilence = 6_000;
const refusalsBelieved = 2;
/** Of one question about claims; a larger one holds up what is asked meanwhile. */
const mostClaims = 500;

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
  /** What one gateway alone does: each ring is asked for, and many ring at a time. */
  readonly claims: {
    readonly claim: (one: Claim) => Promise<boolean>;
    readonly isClaimed: (one: Claim) => Promise<boolean>;
  };
  readonly browsers: OtherBrowsers;
  readonly lead: (account: number) => Lead;
  /** Another gateway has said this of an account. */
  readonly onSaid: (listener: (account: number, what: string) => void) => void;
  /** Whether the others hear us: else they have taken over what we led. */
  readonly isHeard: () => boolean;
  /** False: we are cut off, and hear of calls no more. */
  readonly isHearing: () => boolean;
  /** Called when that begins. */
  readonly onDeaf: (listener: () => void) => void;
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
  const deafListeners: (() => void)[] = [];
  let heardUntil = -Infinity;
  let answeredAt = -Infinity;
  let refusals = 0;
  let isHearing = false;
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
      answeredAt = passed();
      refusals = 0;
      isHearing = true;
      browsers.alive(alive);
      if (passed() < heardUntil) setLed(new Set(now));
    } catch {
      // What is wrong was said by the store's thread; what we led ends by itself.
      refusals += 1;
    }
    if (!hasLeft) clock.after(betweenBeats, () => void beat());
  }
  const stopLooking = clock.every(lookEvery, () => {
    if (passed() < heardUntil) return;
    if (led.size > 0) {
      setLed(new Set());
      warn(undefined, 'the database has not answered in time: other gateways lead now');
    }
    const isCutOff = refusals >= refusalsBelieved || passed() - answeredAt >= longestSilence;
    if (!isHearing || !isCutOff) return;
    isHearing = false;
    warn(undefined, 'cut off from the database: browsers are to go to other gateways');
    for (const listen of deafListeners) listen();
  });
  onNews((said) => {
    if (said.news === 'browsers') browsers.changed(said.rows);
    if (said.news === 'said') for (const listen of saidListeners) listen(said.account, said.what);
    if (said.news === 'trouble') warn(new Error(said.message), 'the shared database cannot be asked');
  });
  void beat();

  return {
    store,
    claims: { claim: grouped(store.claim, mostClaims), isClaimed: grouped(store.isClaimed, mostClaims) },
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
    isHearing: () => isHearing,
    onDeaf: (listener) => void deafListeners.push(listener),
    async leave() {
      hasLeft = true;
      stopLooking();
      setLed(new Set());
      await store.leave().catch(() => undefined);
    },
  };
}
