import type { AwayRingNeed } from './away-ring';
import type { AccountFellow } from './shared/account-fellow';

type Notify = AwayRingNeed['notify'];

/** Of several gateways that find the same agents away one has amoCRM ring for each of them. */
export const onceForAll = (notify: Notify, fellow: AccountFellow | undefined): Notify =>
  fellow === undefined
    ? notify
    : async (phone, users, callId) => {
        const ours = await Promise.all(users.map((user) => fellow.claim(`away ${callId} ${user}`)));
        const left = users.filter((_user, index) => ours[index]);
        return left.length === 0 ? 'shown' : notify(phone, left, callId);
      };
