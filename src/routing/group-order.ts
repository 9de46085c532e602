import type { Group } from './plan';
import type { AgentState } from './situation';

/** The order in which a group's members are thought of. */
export function groupOrder(
  { members, strategy }: Group,
  agents: ReadonlyMap<number, AgentState>,
  turn: number,
): readonly number[] {
  if (strategy === 'round_robin' && members.length > 0) {
    const first = turn % members.length;
    return [...members.slice(first), ...members.slice(0, first)];
  }
  if (strategy === 'longest_idle') {
    const since = (user: number): number => agents.get(user)?.idleSince ?? 0;
    return [...members].sort((a, b) => since(a) - since(b));
  }
  return members;
}
