import type { DialPlan } from '../../domain/dial-plan';
import { parsePhone, phoneKey } from '../../domain/phone-number';
import type { CrmAnswer } from '../../routing/situation';
import { within } from '../within';
import { crmCallers, type CrmGet } from './crm-callers';
import { knownCallers, type ChangedEntities } from './known-callers';
import { linkedCards } from './linked-cards';

export interface WhoCallsNeeds {
  readonly get: CrmGet;
  readonly dialPlan: () => DialPlan;
  readonly now: () => number;
  /** For the CRM, where nothing is known of the caller; ms. */
  readonly deadline: number;
  /** For the CRM, where it has said something of the caller before; ms. */
  readonly patience: number;
}

/** A request that nobody waits for any longer, ms: its answer serves the next call. */
const renewal = 10_000;
/** Numbers renewed for one change in the CRM; the account's rate is shared with people who wait. */
const renewedAtMost = 20;
/** Webhooks keep an answer true; one may have been lost, so after that long the CRM is asked again, ms. */
const believed = 3600_000;
/** After that long it is asked for anew behind the call, ms. */
const renewAfter = 60_000;
/** Without a webhook for that long, nobody can say whether they still come, ms. */
const toldWithin = 24 * 3600_000;

const isGood = ({ state }: CrmAnswer): boolean => state === 'found' || state === 'nobody';

/** Whose a number is, by the CRM, or by what it said last where webhooks keep that true or it does not answer now. */
export function whoCalls({ get, dialPlan, now, deadline, patience }: WhoCallsNeeds) {
  const known = knownCallers(now);
  const asking = new Map<string, Promise<CrmAnswer>>();
  let told = -Infinity;

  /** One request a number at a time; what it says is remembered, however late. Never rejects. */
  function lookUp(key: string): Promise<CrmAnswer> {
    const running = asking.get(key);
    if (running !== undefined) return running;
    const since = known.changes();
    const signal = AbortSignal.timeout(renewal);
    const late = new Promise<CrmAnswer>((resolve) => {
      signal.addEventListener('abort', () => resolve({ state: 'timeout' }), { once: true });
    });
    const asked = Promise.race([crmCallers(get, key, dialPlan(), signal), late]).then((answer) => {
      asking.delete(key);
      if (isGood(answer)) known.remember(key, answer, since);
      return answer;
    });
    asking.set(key, asked);
    return asked;
  }

  return {
    /**
     * At the deadline at the latest, of which `spent` ms are gone; at once where webhooks say that nothing has changed.
     */
    async ask(from: string, spent = 0): Promise<CrmAnswer> {
      const number = parsePhone(from, dialPlan());
      if (number.kind !== 'outside') return { state: 'nobody' };
      const key = phoneKey(number);
      const kept = known.recall(key);
      const age = now() - (kept?.at ?? -Infinity);
      if (kept?.isTrue === true && age < believed && now() - told < toldWithin) {
        if (age >= renewAfter) void lookUp(key);
        return kept.answer;
      }
      const answer = await within(
        Math.max(0, Math.min(kept === undefined ? deadline : patience, deadline - spent)),
        lookUp(key),
        () => new Error(),
      ).catch((): CrmAnswer => ({ state: 'timeout' }));
      return isGood(answer) ? answer : (kept?.answer ?? answer);
    },
    /** The CRM has told of changes: what was known of them is forgotten, and asked for anew while nobody waits. */
    async changed(entities: ChangedEntities): Promise<void> {
      told = now();
      const strangers = known.unheardOf(entities.leads);
      const forgotten = [...known.forget(entities)];
      if (strangers.length > 0) {
        // A webhook of a lead does not say whose it is.
        const cards = await linkedCards(get, strangers, AbortSignal.timeout(renewal));
        if (cards === undefined) known.doubt();
        else forgotten.push(...known.forget({ cards, leads: new Set(), keys: new Set() }));
      }
      for (const key of forgotten.slice(0, renewedAtMost)) await lookUp(key);
    },
  };
}
