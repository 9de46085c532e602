import type { IncomingMessage } from 'node:http';
import { accountIn } from '../account-in';
import type { OpenAccount } from '../open-account';
import { bearerOf } from '../pbx-key';

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** What a PBX asks with its key; all else under `/v1` comes with a token. */
const ofPbx = /^\/v1\/(?:events|route|situation)\b/;

/**
 * The accounts that are open, and which of them a request means. Nothing is believed here: whichever is chosen proves
 * the request with its own keys. `own`: number of the account of the environment, which is meant where nothing says so.
 */
export function openAccounts(own: number | undefined, accountOfKey: (key: string) => number | undefined) {
  const open = new Map<number, OpenAccount>();
  const byOrigin = new Map<string, OpenAccount>();
  const ofId = (id: number | undefined): OpenAccount | undefined =>
    id === undefined ? undefined : open.get(id);

  function meant({ url = '', method, headers }: IncomingMessage): OpenAccount | undefined {
    if (method === 'OPTIONS') return byOrigin.get(headers.origin ?? '');
    const oneTime = one(headers['x-auth-token']);
    if (oneTime !== undefined) return ofId(accountIn(oneTime));
    if (url.startsWith('/v1/recordings/')) {
      const said = new URLSearchParams(url.split('?')[1]).get('account') ?? '';
      return /^\d{1,15}$/.test(said) ? ofId(Number(said)) : undefined;
    }
    const bearer = bearerOf(headers.authorization);
    return ofId(ofPbx.test(url) ? accountOfKey(bearer) : accountIn(bearer));
  }

  return {
    open(id: number, account: OpenAccount): void {
      open.set(id, account);
      byOrigin.set(account.desk.origin, account);
    },
    /** Takes it off; undefined: it was not open. */
    shut(id: number): OpenAccount | undefined {
      const account = open.get(id);
      open.delete(id);
      if (account !== undefined && byOrigin.get(account.desk.origin) === account)
        byOrigin.delete(account.desk.origin);
      return account;
    },
    all: (): readonly OpenAccount[] => [...open.values()],
    numbers: (): readonly number[] => [...open.keys()],
    has: (id: number): boolean => open.has(id),
    isOrigin: (origin: string): boolean => byOrigin.has(origin),
    ofToken: (token: unknown): OpenAccount | undefined => ofId(accountIn(token)),
    /** Undefined: no account's, but the gateway's own to answer. */
    ofRequest(request: IncomingMessage): OpenAccount | undefined {
      if (request.url?.startsWith('/v1/') !== true) return undefined;
      // Alone it answers everything, and nothing need be looked up.
      return (open.size === 1 && own !== undefined ? undefined : meant(request)) ?? ofId(own);
    },
  };
}

export type OpenAccounts = ReturnType<typeof openAccounts>;
