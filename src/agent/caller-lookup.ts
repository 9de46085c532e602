import { callersAmong, type Caller, type Candidate } from '../domain/caller';
import { parsePhone, phoneKey, searchDigits, type PhoneNumber } from '../domain/phone-number';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Crm } from '../ports/crm';

const keepFound = 5 * 60_000;
/** Short: the agent may be creating the contact right now. */
const keepUnknown = 10_000;
const keepAtMost = 200;
const retryAfter = 1000;

export interface CallerLookup {
  /** `tell` hears at once what is known, then each change; past the deadline `failed`, and still the late answer. */
  find(phone: string, tell: (caller: Caller) => void): Undo;
  /** The same match with its company's name, where it has one. */
  withCompany(match: Candidate): Promise<Candidate>;
}

export function callerLookup(parts: { crm: Crm; clock: Clock; deadline: number }): CallerLookup {
  const { crm, clock, deadline } = parts;
  const known = new Map<string, { caller: Caller; until: number }>();
  const running = new Map<string, Promise<Caller>>();
  const waiting = new Set<{ readonly key: string }>();
  const awaited = (key: string): boolean => [...waiting].some((one) => one.key === key);

  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(retryAfter, resolve));
  /**
   * Too many requests this second, or a server that stumbled: once more while the phone still rings. Not when nobody
   * waits any more: a tab that no longer leads would ask beside the one that does.
   */
  const twice = (entity: Candidate['entity'], number: PhoneNumber): Promise<readonly Candidate[]> =>
    crm.search(entity, searchDigits(number)).catch((error: unknown) =>
      pause().then(() => {
        if (!awaited(phoneKey(number))) throw error;
        return crm.search(entity, searchDigits(number));
      }),
    );

  const search = async (number: PhoneNumber): Promise<Caller> => {
    for (const entity of ['contact', 'company'] as const) {
      const matches = callersAmong(await twice(entity, number), number, crm.dialPlan);
      if (matches.length > 0) return { state: 'found', matches };
    }
    return { state: 'unknown' };
  };

  const remember = (key: string, caller: Caller): void => {
    known.delete(key);
    known.set(key, { caller, until: clock.now() + (caller.state === 'found' ? keepFound : keepUnknown) });
    const oldest = known.keys().next();
    if (known.size > keepAtMost && oldest.done !== true) known.delete(oldest.value);
  };

  const searchOnce = (number: PhoneNumber): Promise<Caller> => {
    const key = phoneKey(number);
    const going = running.get(key);
    if (going !== undefined) return going;
    const started = search(number)
      .then(
        (caller) => {
          remember(key, caller);
          return caller;
        },
        (): Caller => ({ state: 'failed', reason: 'error' }),
      )
      .finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };

  const withCompany = async (match: Candidate): Promise<Candidate> => {
    if (match.companyId === undefined || match.companyName !== undefined) return match;
    // A name beside the name: without it the card is still right.
    const companyName = await crm.companyName(match.companyId).catch(() => undefined);
    return companyName === undefined ? match : { ...match, companyName };
  };

  return {
    withCompany,
    find(phone, tell) {
      const number = parsePhone(phone, crm.dialPlan);
      if (number.kind !== 'outside') {
        tell(
          number.kind === 'none'
            ? { state: 'hidden' }
            : { state: 'internal', name: crm.colleague(number.digits) },
        );
        return () => undefined;
      }
      const key = phoneKey(number);
      let wanted = true;
      const hear = (caller: Caller): void => {
        if (wanted) tell(caller);
      };
      const remembered = known.get(key);
      if (remembered !== undefined && remembered.until > clock.now()) {
        hear(remembered.caller);
        return () => undefined;
      }
      hear({ state: 'looking' });
      const stopWaiting = clock.after(deadline, () => hear({ state: 'failed', reason: 'timeout' }));
      const me = { key };
      waiting.add(me);
      void searchOnce(number).then(async (caller) => {
        stopWaiting();
        waiting.delete(me);
        hear(caller);
        const only = caller.state === 'found' && caller.matches.length === 1 ? caller.matches[0] : undefined;
        if (only?.companyId === undefined) return;
        const named: Caller = { state: 'found', matches: [await withCompany(only)] };
        remember(key, named);
        hear(named);
      });
      return () => {
        wanted = false;
        stopWaiting();
        waiting.delete(me);
      };
    },
  };
}
