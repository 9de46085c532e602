import type { IncomingHttpHeaders } from 'node:http';

/** Wrong keys and tokens from one address within a minute: far more than mistakes make, far fewer than guessing needs. */
export const mostTries = 150;
const window = 60_000;
/** Addresses remembered: an attacker who has more than that is not held back by counting. */
const mostAddresses = 50_000;

const loopback = /^(?:::ffff:)?127\.|^::1$/;

/** A request, as far as it says who asks. */
export interface Asking {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

/** Who asks: the peer, or whom a proxy on this machine names last. Nobody else's word counts. */
export function addressOf({ socket, headers }: Asking): string {
  const peer = socket.remoteAddress ?? '';
  const named = headers['x-forwarded-for'];
  if (named === undefined || !loopback.test(peer)) return peer;
  return String(named).split(',').pop()?.trim().slice(0, 64) ?? peer;
}

/** Counts refused keys and tokens by address. An address that has too many is heard again a minute after its first. */
export function failedTries(now: () => number) {
  const tries = new Map<string, { count: number; readonly since: number }>();
  const current = (address: string) => {
    const found = tries.get(address);
    if (found === undefined || now() - found.since < window) return found;
    tries.delete(address);
    return undefined;
  };

  return {
    failed(address: string): void {
      const found = current(address);
      if (found !== undefined) {
        found.count += 1;
        return;
      }
      for (const [oldest] of tries) {
        if (tries.size < mostAddresses) break;
        tries.delete(oldest);
      }
      tries.set(address, { count: 1, since: now() });
    },
    /** Seconds for which this address is not heard; 0: it is. */
    blockedFor(address: string): number {
      const found = current(address);
      if (found === undefined || found.count < mostTries) return 0;
      return Math.max(1, Math.ceil((found.since + window - now()) / 1000));
    },
  };
}

export type FailedTries = ReturnType<typeof failedTries>;
