import type { Arrived, CrmTurn } from '../crm-budget';

/** After a database that gave no turn, ms: nobody knows what the others ask meanwhile. */
const again = 500;

/**
 * The requests to one account's CRM, over all gateways: each turn is given by the database; among those that wait here
 * the urgent ones go first. `take` resolves with the ms to wait.
 */
export function sharedBudget(take: () => Promise<number>, wait: (ms: number) => Promise<unknown>): CrmTurn {
  const [urgently, patiently]: [((end: Arrived) => void)[], ((end: Arrived) => void)[]] = [[], []];
  let isGiving = false;

  async function give(): Promise<void> {
    isGiving = true;
    while (urgently.length + patiently.length > 0) {
      try {
        const ms = await take();
        if (ms > 0) await wait(ms);
        (urgently.shift() ?? patiently.shift())?.(() => undefined);
      } catch {
        await wait(again);
      }
    }
    isGiving = false;
  }
  return (urgent = false) =>
    new Promise((resolve) => {
      (urgent ? urgently : patiently).push(resolve);
      if (!isGiving) void give();
    });
}
