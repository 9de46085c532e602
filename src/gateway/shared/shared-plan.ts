import type { PlanStore, SavedPlan } from '../route/plan-store';
import type { AccountFellow } from './account-fellow';

const name = 'routing-plan';

/** The account's routing plan as all gateways follow it: what one saves the others take up. */
export function sharedPlan(
  plans: PlanStore,
  fellow: AccountFellow,
  warn: (error: unknown, message: string) => void,
): Omit<PlanStore, 'next' | 'take'> {
  async function follow(): Promise<void> {
    const paper = await fellow.paper(name);
    if (paper !== undefined && paper.version !== plans.version())
      plans.take(JSON.parse(paper.body) as readonly SavedPlan[]);
  }
  const look = (): void => {
    follow().catch((error: unknown) => warn(error, 'the routing plan stays as it was'));
  };
  fellow.onSaid(name, look);
  look();
  return {
    current: () => plans.current(),
    version: () => plans.version(),
    history: () => plans.history(),
    async save(plan, by, over) {
      await follow();
      const next = plans.next(plan, by, over);
      if (next === 'changed' || 'faults' in next) return next;
      if (!(await fellow.putPaper(name, over, JSON.stringify(next)))) {
        look();
        return 'changed';
      }
      plans.take(next);
      fellow.say(name);
      return 'saved';
    },
  };
}
