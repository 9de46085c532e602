import { readTrustedProxies, type Asking, type TrustedProxies } from './trusted-proxies';

/** Wrong keys and tokens from one address within a minute: far more than mistakes make, far fewer than guessing needs. */
export const mostTries = 150;
const window = 60_000;
/** Addresses remembered: an attacker who has more than that is not held back by counting. */
const mostAddresses = 50_000;

/** Counts refused keys and tokens by address. An address that has too many is heard again a minute after its first. */
export function failedTries(
  now: () => number,
  { addressOf }: TrustedProxies = readTrustedProxies({}, () => undefined),
) {
  const tries = new Map<string, { count: number; readonly since: number }>();
  const current = (address: string) => {
    const found = tries.get(address);
    if (found === undefined || now() - found.since < window) return found;
    tries.delete(address);
    return undefined;
  };

  return {
    failed(asking: Asking): void {
      const address = addressOf(asking);
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
    /** Seconds for which the address that asks is not heard; 0: it is. */
    blockedFor(asking: Asking): number {
      const found = current(addressOf(asking));
      if (found === undefined || found.count < mostTries) return 0;
      return Math.max(1, Math.ceil((found.since + window - now()) / 1000));
    },
  };
}

export type FailedTries = ReturnType<typeof failedTries>;
