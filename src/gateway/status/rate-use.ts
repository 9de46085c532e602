import type { RateUse } from '../../domain/account-status';
import type { CrmTurn } from '../crm-budget';

const second = 1_000;
const minute = 60_000;

/** Counts what goes through a budget of requests. `now` in ms, growing. */
export function rateUse(turn: CrmTurn, limit: number, now: () => number) {
  /** When the turns of the last minute were given. */
  let given: number[] = [];
  let waiting = 0;
  const sinceMinute = (): number[] => {
    const from = given.findIndex((at) => at > now() - minute);
    return (given = from < 0 ? [] : given.slice(from));
  };
  const counted: CrmTurn = async (urgent) => {
    waiting += 1;
    const arrived = await turn(urgent);
    waiting -= 1;
    given.push(now());
    if (given.length > limit * 120) sinceMinute();
    return arrived;
  };
  return {
    turn: counted,
    read: (): RateUse => {
      const times = sinceMinute();
      const within = (from: number): number => times.filter((at) => at >= from && at < from + second).length;
      const used = times.filter((at) => at > now() - second).length;
      return { limit, used, peak: Math.max(0, ...times.map(within)), waiting };
    },
  };
}
