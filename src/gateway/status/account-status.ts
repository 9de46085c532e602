import type { AccountStatus, RateUse, StatusAgent, Trouble } from '../../domain/account-status';
import type { AccountState } from '../accounts/account-tables';
import type { ExtensionMap } from '../extensions';
import type { LogStore } from '../log/log-store';

export interface StatusParts {
  /** The gateway's start, and all times here: ms since 1970. */
  readonly since: number;
  readonly now: () => number;
  readonly heardAt: () => number | undefined;
  readonly extensions: () => Promise<ExtensionMap>;
  /** When a browser of this extension was connected last: now, while one is. */
  readonly seen: (extension: string) => number | undefined;
  readonly crm: {
    readonly answeredAt: () => number | undefined;
    readonly failedAt: () => number | undefined;
  };
  readonly rate: () => RateUse;
  /** Undefined: of a long-lived token. */
  readonly access: () => { readonly state: AccountState; readonly expires: number } | undefined;
  readonly log: Pick<LogStore, 'counts' | 'stopped'> & { readonly on: boolean };
  readonly troubles: () => readonly Trouble[];
}

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

/** Gathers what an administrator is to know of the account at this moment. Rejects while the store does not answer. */
export async function accountStatus(parts: StatusParts): Promise<AccountStatus> {
  const { since, now, heardAt, extensions, seen, crm, rate, access, log, troubles } = parts;
  const [numbers, counts, stopped] = await Promise.all([
    extensions().catch(() => undefined),
    log.counts(),
    log.stopped(),
  ]);
  const at = now();
  const agent = ([user, extension]: readonly [string, string]): StatusAgent => {
    const last = seen(extension);
    return { user: Number(user), extension, online: last !== undefined && last >= at, seen_at: iso(last) };
  };
  const given = access();
  const { waiting, held, refused } = counts;
  return {
    ...{ at: new Date(at).toISOString(), since: new Date(since).toISOString() },
    pbx: { heard_at: iso(heardAt()) },
    agents: numbers === undefined ? null : [...numbers].map(agent),
    crm: {
      answered_at: iso(crm.answeredAt()),
      failed_at: iso(crm.failedAt()),
      reconnect: given !== undefined && given.state !== 'active',
      access_until: iso(given?.expires),
      rate: rate(),
    },
    log: { on: log.on, waiting, held, refused, stopped_since: iso(stopped?.since) },
    troubles: troubles(),
  };
}
