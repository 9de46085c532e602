import { parsePhone, samePhone } from '../domain/phone-number';
import { ringReason, type RingInstead } from '../domain/ring-reason';
import { isBlocked } from './blocked';
import { canAnswer, type Verdict } from './can-answer';
import { chooseCaller, responsibleFor } from './choose-caller';
import { groupOrder } from './group-order';
import { isOpen } from './open-hours';
import type { LastResort, LineRule, RoutingPlan } from './plan';
import type { Situation } from './situation';

/** Rung in order of `step`; those of one step ring together. */
export interface Target {
  readonly extension: string;
  readonly user_id: number | null;
  /** Seconds. */
  readonly timeout: number;
  readonly step: number;
  /** Why it rings this target (`ring-reason.ts`): what the PBX tells with `ringing`. */
  readonly why: string;
}

export type Reason = 'responsible' | 'group' | 'default' | 'timeout' | 'error';

/** Who was thought of, by which rule, and what came of it. */
export interface TrailStep {
  readonly rule:
    | 'blocked'
    | 'closed'
    | 'lead'
    | 'card'
    | 'last_talk'
    | 'deputy'
    | 'line_group'
    | 'default_group'
    | 'everybody'
    | 'last';
  readonly user?: number;
  readonly verdict: Verdict | 'applies' | 'nobody';
}

export type Route = { readonly trail: readonly TrailStep[] } & (
  | { readonly action: 'forward'; readonly targets: readonly Target[]; readonly reason: Reason }
  | { readonly action: 'reject'; readonly code: number; readonly message: string }
);

const unavailable = { code: 480, message: 'Temporarily Unavailable' };

function lineOf({ to, dialPlan }: Situation, { lines }: RoutingPlan): LineRule | undefined {
  const called = parsePhone(to, dialPlan);
  return [...lines].find(([number]) => samePhone(parsePhone(number, dialPlan), called))?.[1];
}

/** Gathers targets in the order in which they are to ring; nobody rings twice. */
function ringing(plan: RoutingPlan, situation: Situation) {
  const trail: TrailStep[] = [];
  const steps: { readonly extension: string; readonly user: number | null; readonly why: string }[][] = [];
  let reason: Reason | undefined;
  const taken = (user: number): boolean => steps.flat().some((one) => one.user === user);

  const consider = (rule: TrailStep['rule'], user: number): { extension: string; user: number }[] => {
    if (taken(user)) return [];
    const verdict = canAnswer(user, plan, situation);
    trail.push({ rule, user, verdict });
    const extension = situation.agents.get(user)?.extension;
    return verdict === 'rings' && extension !== undefined ? [{ extension, user }] : [];
  };
  const ring = (
    targets: readonly { extension: string; user: number | null }[],
    because: Reason,
    why: string,
  ): void => {
    if (targets.length === 0) return;
    steps.push(targets.map((target) => ({ ...target, why })));
    reason ??= because;
  };
  return {
    trail,
    note: (step: TrailStep): void => void trail.push(step),
    person: (rule: TrailStep['rule'], user: number, because: Reason, why: string): void =>
      ring(consider(rule, user), because, why),
    group(
      rule: TrailStep['rule'],
      members: readonly number[],
      together: boolean,
      because: Reason,
      why: string,
    ): void {
      const able = members.flatMap((user) => consider(rule, user));
      if (together) ring(able, because, why);
      else for (const one of able) ring([one], because, why);
    },
    last(to: string, because: Reason, why: string): void {
      trail.push({ rule: 'last', verdict: 'applies' });
      ring([{ extension: to, user: null }], because, why);
    },
    rings: (): boolean => steps.length > 0,
    /** The last step gets what is left of the time; steps beyond it are dropped. */
    route(): Route {
      const targets: Target[] = [];
      let left = plan.total;
      steps.forEach((step, index) => {
        const timeout = Math.min(plan.ring, left);
        if (timeout <= 0) return;
        left -= timeout;
        for (const { extension, user, why } of step)
          targets.push({ extension, user_id: user, timeout, step: index, why });
      });
      return { action: 'forward', targets, reason: reason ?? 'default', trail };
    },
  };
}

const refused = ({ code, message }: typeof unavailable, trail: readonly TrailStep[]): Route => ({
  action: 'reject',
  code,
  message,
  trail,
});

/**
 * Who shall ring for an inbound call, in which order, and why. Pure: the same situation gives the same route in the
 * gateway, in a PBX's cloud and in a test. Always an answer, whatever the CRM said or did not say.
 */
export function route(plan: RoutingPlan, situation: Situation): Route {
  const { crm, at, offsetOf, agents, turn } = situation;
  const line = lineOf(situation, plan);
  if (isBlocked(parsePhone(situation.from, situation.dialPlan), plan.blocked, situation.dialPlan)) {
    return refused(plan.blockedAnswer, [{ rule: 'blocked', verdict: 'applies' }]);
  }
  const bell = ringing(plan, situation);
  const failed = crm.state === 'timeout' || crm.state === 'error' ? crm.state : undefined;
  const end = (resort: LastResort, rule: 'closed' | 'last'): Route => {
    if (resort.do === 'reject' && !bell.rings()) return refused(resort, bell.trail);
    if (resort.do === 'ring') bell.last(resort.to, failed ?? 'default', ringReason(rule));
    return bell.route();
  };

  const closed = line?.closed ?? plan.closed;
  if (closed !== null && !isOpen(line?.hours ?? plan.hours, at, plan.zone, offsetOf)) {
    bell.note({ rule: 'closed', verdict: 'applies' });
    return end(closed, 'closed');
  }

  const caller = crm.state === 'found' ? chooseCaller(crm.callers) : undefined;
  if (caller !== undefined && line?.responsibleFirst !== false) {
    const { user, by, why } = responsibleFor(caller);
    bell.person(by, user, 'responsible', why);
    // Another who knows the caller, only where their own manager cannot answer.
    if (!bell.rings() && caller.lastTalk !== undefined)
      bell.person('last_talk', caller.lastTalk.user, 'group', ringReason('last_talk'));
    const deputy = plan.agents.get(user)?.deputy ?? null;
    if (!bell.rings() && deputy !== null) bell.person('deputy', deputy, 'group', ringReason('deputy'));
  }

  const because: RingInstead = failed ?? (caller === undefined ? 'default' : 'group');
  const named = line?.group ?? plan.defaultGroup;
  const group = named === null ? undefined : plan.groups.get(named);
  if (group !== undefined) {
    const rule = line?.group == null ? 'default_group' : 'line_group';
    const order = groupOrder(group, agents, turn);
    const inTurn = group.strategy === 'round_robin' || group.strategy === 'longest_idle';
    // A group that comes before the manager stands in nobody's stead.
    const about = {
      ...(named !== null && { name: named }),
      ...(line?.responsibleFirst !== false && { instead: because }),
    };
    const why = ringReason(inTurn ? 'turn' : 'group', about);
    bell.group(rule, order, group.strategy === 'together', because, why);
  } else {
    bell.group('everybody', [...agents.keys()], true, because, ringReason('everybody', { instead: because }));
  }
  if (!bell.rings()) bell.note({ rule: 'everybody', verdict: 'nobody' });
  if (plan.last !== null) return end(plan.last, 'last');
  return bell.rings() ? bell.route() : refused(unavailable, bell.trail);
}
