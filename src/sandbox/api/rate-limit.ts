const windowMs = 1000;
/** A burst counts for this long: three of them within it block the client. */
const burstMemoryMs = 60_000;
const burstsAllowed = 3;
const blockMs = 60_000;

type Verdict = 'pass' | 'excess' | 'blocked';

/** Requests of one client: `perSecond` in any second, and a block after three bursts above that. */
function rateLimit(perSecond: number): (now: number) => Verdict {
  let passed: number[] = [];
  let bursts: number[] = [];
  let blockedUntil = -Infinity;

  return (now) => {
    if (now < blockedUntil) return 'blocked';
    passed = passed.filter((at) => at > now - windowMs);
    if (passed.length < perSecond) {
      passed.push(now);
      return 'pass';
    }
    bursts = bursts.filter((at) => at > now - burstMemoryMs);
    const latest = bursts.at(-1) ?? -Infinity;
    if (now - latest >= windowMs) bursts.push(now);
    if (bursts.length >= burstsAllowed) {
      blockedUntil = now + blockMs;
      bursts = [];
    }
    return 'excess';
  };
}

/** One limit for each client by name. */
export function rateLimits(perSecond: number): (client: string, now: number) => Verdict {
  const clients = new Map<string, (now: number) => Verdict>();
  return (client, now) => {
    const limit = clients.get(client) ?? rateLimit(perSecond);
    clients.set(client, limit);
    return limit(now);
  };
}
