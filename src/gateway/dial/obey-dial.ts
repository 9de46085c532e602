import type { DialRules } from '../../dialing/dial-entry';
import type { DialPlan } from '../../domain/dial-plan';
import type { DialAnswer, DialOrder } from '../../dialing/dial-list';
import type { Session } from '../session-token';
import type { DialStore } from './dial-store';
import { newPerson } from './new-person';

export interface ObeyDialNeed {
  readonly store: DialStore;
  readonly rules: DialRules;
  readonly dialPlan: () => DialPlan;
  readonly now: () => number;
}

/** One order of an agent to the own list, done when this resolves. */
export function obeyDial({ store, rules, dialPlan, now }: ObeyDialNeed) {
  const ok = { ok: true } as const;
  const after = async (work: Promise<unknown>): Promise<DialAnswer> => {
    await work;
    return ok;
  };

  return ({ user, extension }: Session, order: DialOrder): Promise<DialAnswer> => {
    const at = now();
    switch (order.do) {
      case 'add':
        return store.add(
          user,
          order.people.map((person) => newPerson(person, dialPlan())),
          at,
        );
      case 'move':
        return after(store.move(user, order.id, order.before));
      case 'remove':
        return store.remove(user, order.ids, at);
      case 'clear':
        return store.remove(user, undefined, at);
      case 'restore':
        return after(store.restore(user, order.mark));
      case 'word':
        return after(store.word(user, order.id, order.word, at));
      case 'again':
        return after(store.again(user, at));
      case 'set':
        return after(store.set(user, order.head));
      case 'start':
        return after(store.set(user, { run: { driver: order.driver, since: at, paused: null } }));
      case 'pause':
        return after(store.set(user, { run: { driver: order.driver, since: at, paused: order.why } }));
      case 'stop':
        return after(store.set(user, { run: null }));
      case 'claim':
        return store.claim(user, order, at, rules);
      case 'placed':
        return after(store.placed(user, order.attempt, order.callId));
      case 'over':
        return after(store.over(user, order.attempt, order, at, rules));
      case 'write':
        return store.write(user, order.id, order.mark, at);
      case 'wrote':
        return after(store.wrote(user, order.id, order.mark));
      case 'settle':
        return store.settle(user, extension ?? '', order.attempt, at, rules);
    }
  };
}
