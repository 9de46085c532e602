import { parsePhone } from '../../domain/phone-number';
import type { OffsetOf } from '../../routing/open-hours';
import { responsibleFor } from '../../routing/choose-caller';
import type { RoutingPlan, WrittenPlan } from '../../routing/plan';
import { route, type Route } from '../../routing/route';
import type { AgentState, CrmAnswer, KnownCaller, Situation } from '../../routing/situation';
import { writeSituation, type WrittenSituation } from '../../routing/written-situation';
import { within } from '../within';
import type { ChangedEntities } from './known-callers';
import { whoCalls, type WhoCallsNeeds } from './who-calls';

export interface RouteNeeds extends WhoCallsNeeds {
  readonly plan: () => WrittenPlan;
  readonly agents: () => Promise<ReadonlyMap<number, AgentState>>;
  /** Which extension talked with this number last; settles soon, since the disk is ours. */
  readonly lastTalk: (phone: string) => Promise<{ extension: string; at: number } | undefined>;
  readonly offsetOf: OffsetOf;
}

export interface AskedRoute {
  readonly from: string;
  readonly to: string;
}

/** A call that nobody makes. */
export interface TriedCall extends AskedRoute {
  /** Ms since 1970; left out: now. */
  readonly at?: number;
}

/** At another time nobody's presence is known: as if all were there and free. */
const allFree = (agents: Situation['agents']): Situation['agents'] =>
  new Map([...agents].map(([user, state]) => [user, { ...state, online: true, inCall: false }]));

/** Of several callers with one number, whoever talked is most likely to have talked with their own. */
function withTalk(
  callers: readonly KnownCaller[],
  talk: NonNullable<KnownCaller['lastTalk']>,
): readonly KnownCaller[] {
  const isTheirs = (caller: KnownCaller): boolean => responsibleFor(caller).user === talk.user;
  const theirs = callers.some(isTheirs);
  return callers.map((caller) => (!theirs || isTheirs(caller) ? { ...caller, lastTalk: talk } : caller));
}

/** `POST /v1/route`, without HTTP: always an answer, at the deadline at the latest. */
export function routeCall(needs: RouteNeeds) {
  const { plan, dialPlan, agents, lastTalk, offsetOf, now, deadline } = needs;
  const crmOf = whoCalls(needs);
  let turn = 0;
  /** A disk or a CRM that does not answer takes nobody's call. */
  const inTime = <T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> =>
    within(ms, work, () => new Error('late')).catch(() => otherwise);

  async function situationOf({ from, to }: AskedRoute, spent: number): Promise<Situation> {
    const left = Math.max(0, deadline - spent);
    const outside = parsePhone(from, dialPlan()).kind === 'outside';
    const [crm, talk, present] = await Promise.all([
      crmOf.ask(from, spent),
      outside ? inTime(left, lastTalk(from), undefined) : undefined,
      inTime(left, agents(), new Map<number, AgentState>()),
    ]);
    const talker = [...present].find(([, { extension }]) => extension === talk?.extension)?.[0];
    const answer: CrmAnswer =
      crm.state === 'found' && talk !== undefined && talker !== undefined
        ? { state: 'found', callers: withTalk(crm.callers, { user: talker, at: talk.at }) }
        : crm;
    return { from, to, at: now(), offsetOf, dialPlan: dialPlan(), crm: answer, agents: present, turn };
  }
  async function nextSituation(asked: AskedRoute, spent: number): Promise<Situation> {
    const situation = await situationOf(asked, spent);
    turn += 1;
    return { ...situation, turn: turn - 1 };
  }

  return {
    changed: (entities: ChangedEntities): Promise<void> => crmOf.changed(entities),
    /** Whom a call would ring by this plan; takes nobody's turn. */
    tried: async ({ at, ...asked }: TriedCall, by: RoutingPlan): Promise<Route> => {
      const situation = await situationOf(asked, 0);
      return route(
        by,
        at === undefined ? situation : { ...situation, at, agents: allFree(situation.agents) },
      );
    },
    /** `spent`: ms of the deadline that are gone already. */
    route: async (asked: AskedRoute, spent = 0): Promise<Route> => {
      const situation = await nextSituation(asked, spent);
      return route(plan().plan, situation);
    },
    /** All that the policy needs, for who runs it elsewhere; as late as an answer, and never later. */
    situation: async (asked: AskedRoute, spent = 0): Promise<WrittenSituation> => {
      const situation = await nextSituation(asked, spent);
      const { written, plan: current } = plan();
      return writeSituation(written, current, situation);
    },
  };
}

export type CallRouter = ReturnType<typeof routeCall>;
