import { usualRules, type DialEntry } from '../../src/dialing/dial-entry';
import type { DialClaim, DialOrder, DialPerson } from '../../src/dialing/dial-list';
import { dialPlanOf } from '../../src/domain/dial-plan';
import { openCallTables } from '../../src/gateway/call-tables';
import { answerDial, dialStore } from '../../src/gateway/dial/dial-store';
import { obeyDial } from '../../src/gateway/dial/obey-dial';
import { fakeClock } from '../fakes/fake-clock';

const account = 28;
const user = 504142;

/** One agent's list over the gateway's own tables and rules. */
export function listBench() {
  const clock = fakeClock();
  const tables = openCallTables(':memory:', clock.now());
  const store = dialStore((question) => Promise.resolve(answerDial(tables.dial, account, question)));
  const obey = obeyDial({
    store,
    rules: usualRules,
    dialPlan: () => dialPlanOf('RU'),
    now: () => clock.now(),
  });
  const order = (what: DialOrder) => obey({ user, extension: '101' } as Parameters<typeof obey>[0], what);
  const changes = (since: number) =>
    Promise.resolve(tables.dial.since(account, user, since, 2000, clock.now()));
  const entries = (): readonly DialEntry[] => tables.dial.since(account, user, 0, 2000, clock.now()).entries;
  return {
    clock,
    gateway: { changes, order },
    entries,
    /** Adds somebody and has them called and reached. */
    async reached(link: DialPerson['link']): Promise<DialEntry> {
      await order({ do: 'add', people: [{ name: 'Иван', company: '', link, phones: ['+74951110001'] }] });
      await order({ do: 'start', driver: 'here' });
      const claim = (await order({ do: 'claim', driver: 'here' })) as DialClaim;
      if (!('call' in claim)) throw new Error(`nobody to call: ${claim.none}`);
      const { attempt } = claim.call;
      await order({ do: 'over', attempt: attempt!.id, outcome: 'answered', seconds: 12 });
      return entries()[0]!;
    },
  };
}
