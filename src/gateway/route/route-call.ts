import type { DialPlan } from '../../domain/dial-plan';
import { parsePhone, phoneKey } from '../../domain/phone-number';
import type { OffsetOf } from '../../routing/open-hours';
import type { RoutingPlan } from '../../routing/plan';
import { route, type Route } from '../../routing/route';
import type { AgentState, CrmAnswer } from '../../routing/situation';
import { crmCallers, type CrmGet } from './crm-callers';

export interface RouteNeeds {
  readonly get: CrmGet;
  readonly plan: () => RoutingPlan;
  readonly dialPlan: () => DialPlan;
  readonly agents: () => Promise<ReadonlyMap<number, AgentState>>;
  /** Which extension talked with this number last; settles soon, since the disk is ours. */
  readonly lastTalk: (phone: string) => Promise<{ extension: string; at: number } | undefined>;
  readonly offsetOf: OffsetOf;
  readonly now: () => number;
  /** For the CRM, ms: what is left of the script's own two seconds belongs to the network. */
  readonly deadline: number;
}

/** A known caller's last good answer stands in for a CRM that is late or broken, ms. */
const keep = 24 * 3600_000;
const keepAtMost = 5_000;

export interface AskedRoute {
  readonly from: string;
  readonly to: string;
}

/** `POST /v1/route`, without HTTP: always an answer, at the deadline at the latest. */
export function routeCall(needs: RouteNeeds) {
  const { get, plan, dialPlan, agents, lastTalk, offsetOf, now, deadline } = needs;
  const known = new Map<string, { readonly answer: CrmAnswer; readonly at: number }>();
  let turn = 0;

  const remember = (key: string, answer: CrmAnswer): void => {
    known.delete(key);
    known.set(key, { answer, at: now() });
    const oldest = known.keys().next();
    if (known.size > keepAtMost && oldest.done !== true) known.delete(oldest.value);
  };

  /** What the CRM says in time, else what it said of this number last, else why it said nothing. */
  async function ask(from: string): Promise<CrmAnswer> {
    const key = phoneKey(parsePhone(from, dialPlan()));
    const signal = AbortSignal.timeout(deadline);
    const late = new Promise<CrmAnswer>((resolve) => {
      signal.addEventListener('abort', () => resolve({ state: 'timeout' }), { once: true });
    });
    const asked = crmCallers(get, from, dialPlan(), signal);
    const answer = await Promise.race([asked, late]);
    if (answer.state === 'found' || answer.state === 'nobody') {
      if (key !== '') remember(key, answer);
      return answer;
    }
    const before = known.get(key);
    return before !== undefined && now() - before.at < keep ? before.answer : answer;
  }

  return async ({ from, to }: AskedRoute): Promise<Route> => {
    const outside = parsePhone(from, dialPlan()).kind === 'outside';
    const [crm, talk, present] = await Promise.all([
      ask(from),
      outside ? lastTalk(from).catch(() => undefined) : undefined,
      agents().catch(() => new Map<number, AgentState>()),
    ]);
    const talker = [...present].find(([, { extension }]) => extension === talk?.extension)?.[0];
    const answer: CrmAnswer =
      crm.state === 'found' && talk !== undefined && talker !== undefined
        ? {
            state: 'found',
            callers: crm.callers.map((caller) => ({ ...caller, lastTalk: { user: talker, at: talk.at } })),
          }
        : crm;
    turn += 1;
    return route(plan(), {
      ...{ from, to, at: now(), offsetOf, dialPlan: dialPlan(), crm: answer, agents: present },
      turn: turn - 1,
    });
  };
}
