import { isDayOff, isOpen } from './open-hours';
import type { RoutingPlan } from './plan';
import type { Situation } from './situation';

export type Verdict = 'rings' | 'no_extension' | 'offline' | 'in_call' | 'off_hours' | 'day_off';

/** Whether this user can take the call now, and if not, the first reason why. */
export function canAnswer(user: number, plan: RoutingPlan, situation: Situation): Verdict {
  const { agents, at, offsetOf } = situation;
  const agent = agents.get(user);
  if (agent === undefined) return 'no_extension';
  const rule = plan.agents.get(user);
  const zone = rule?.zone ?? plan.zone;
  if (isDayOff(rule?.daysOff ?? [], at, zone, offsetOf)) return 'day_off';
  if (!isOpen(rule?.hours ?? null, at, zone, offsetOf)) return 'off_hours';
  if (agent.inCall) return 'in_call';
  return plan.onlineOnly && !agent.online ? 'offline' : 'rings';
}
