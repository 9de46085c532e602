import { parsePhone, phoneKey } from '../../domain/phone-number';
import type { CrmAnswer } from '../../routing/situation';
import type { WrittenSituation } from '../../routing/written-situation';
import type { Platform } from './platform';

const situationKey = 'forward:situation';
const turnKey = 'forward:turn';
/** Seconds: a plan older than a week is nobody's any more, a caller's manager may change within a day. */
const [planLives, callerLives] = [7 * 24 * 3600, 24 * 3600];

const callerKey = ({ dial_plan: dialPlan }: WrittenSituation, from: string): string | undefined => {
  const key = phoneKey(parsePhone(from, dialPlan));
  return key === '' ? undefined : `forward:caller:${key}`;
};

/** The gateway's last words, in the platform's datastore: what decides while the gateway is silent. */
export function remembered({ kv, incr, now }: Platform) {
  const read = async (key: string): Promise<unknown> => {
    const text = await kv.get(key);
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined;
  };
  return {
    async keep(situation: WrittenSituation, from: string): Promise<void> {
      const { crm, agents } = situation;
      // Who is in a call now is not who will be: their phones will say.
      const rested = Object.fromEntries(
        Object.entries(agents).map(([user, state]) => [user, { ...state, online: true, inCall: false }]),
      );
      const lasting = { ...situation, agents: rested, crm: { state: 'timeout' } };
      const caller = callerKey(situation, from);
      const isKnown = crm.state === 'found' || crm.state === 'nobody';
      await Promise.all([
        kv.set(situationKey, JSON.stringify(lasting), planLives),
        ...(caller === undefined || !isKnown ? [] : [kv.set(caller, JSON.stringify(crm), callerLives)]),
      ]);
    },
    /** The situation for a call that comes now; undefined: nothing is known yet. */
    async recall(from: string): Promise<WrittenSituation | undefined> {
      const last = (await read(situationKey)) as WrittenSituation | undefined;
      if (last === undefined) return undefined;
      const key = callerKey(last, from);
      const caller = key === undefined ? undefined : ((await read(key)) as CrmAnswer | undefined);
      const turn = last.turn + Number(await incr(turnKey, 1, planLives));
      return { ...last, at: now(), turn, ...(caller !== undefined && { crm: caller }) };
    },
  };
}
