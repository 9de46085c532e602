import { setTimeout as sleep } from 'node:timers/promises';
import type { CrmTurn } from '../crm-budget';
import type { Fellows, Lead } from './fellows';
import { sharedBudget } from './shared-budget';

/** One account among the gateways that share it. */
export interface AccountFellow {
  readonly lead: Lead;
  readonly budget: (rate: number) => CrmTurn;
  /** True for one gateway, however many ask; false too where nobody can say. */
  readonly claim: (what: string) => Promise<boolean>;
  readonly isClaimed: (what: string) => Promise<boolean>;
  /** To the others. */
  readonly say: (what: string) => void;
  readonly onSaid: (what: string, listener: () => void) => void;
  /** What the account keeps as one text, by its version. */
  readonly paper: (name: string) => Promise<{ readonly version: number; readonly body: string } | undefined>;
  readonly putPaper: (name: string, over: number, body: string) => Promise<boolean>;
}

export function accountFellow({ store, claims, lead, onSaid }: Fellows, account: number): AccountFellow {
  return {
    lead: lead(account),
    budget: (rate) => sharedBudget(() => store.turn(account, rate), sleep),
    claim: (what) => claims.claim([account, what]).catch(() => false),
    isClaimed: (what) => claims.isClaimed([account, what]),
    say: (what) => void store.say(account, what).catch(() => undefined),
    onSaid: (what, listener) =>
      onSaid((of, said) => {
        // Whatever was said while nobody listened may have been this.
        if ((of === account && said === what) || said === 'again') listener();
      }),
    paper: (name) => store.paper(account, name),
    putPaper: (name, over, body) => store.putPaper(account, name, over, body),
  };
}
