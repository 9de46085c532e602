import { Registerer, RegistererState, type UserAgent } from 'sip.js';
import type { Registered } from '../../ports/phone';
import type { StormGuard } from './storm-guard';

const limit = 5000;
const asked = 600;
/** Seconds; a server that grants more or says nothing of use is asked again within these. */
const longest = 3600;
const unsaid = 300;
const shortest = 10;

/** Seconds that the server granted to our own contact, of all that it lists. */
function grantedTo(user: string | undefined, contacts: readonly string[]): number {
  const own = contacts.find((contact) => user !== undefined && contact.includes(user));
  const told = Number(/;\s*expires="?(\d+)/i.exec(own ?? '')?.[1] ?? NaN);
  return Number.isNaN(told) ? unsaid : told;
}

/**
 * One registration by a registerer of its own: one that waits for a lost answer cannot be used again, and its timers
 * are not the owner of what happens next.
 */
export function registerOnce(
  userAgent: UserAgent,
  instanceId: string,
  storm: StormGuard,
): Promise<Registered> {
  const registerer = new Registerer(userAgent, {
    expires: asked,
    instanceId,
    regId: 1,
    logConfiguration: false,
  });
  // Else the library would unregister it when it stops, and keep every one of them until then.
  const forget = (): void => {
    (registerer as unknown as { clearTimers(): void }).clearTimers();
    for (const [id, one] of Object.entries(userAgent._registerers))
      if (one === registerer) Reflect.deleteProperty(userAgent._registerers, id);
  };
  return new Promise<Registered>((resolve) => {
    const settle = (outcome: Registered): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (why: 'refused' | 'unreachable', retryAfter?: number): void =>
      settle({
        ok: false,
        why: storm.raging ? 'storm' : why,
        ...(retryAfter !== undefined && { retryAfter }),
      });
    const timer = setTimeout(() => fail('unreachable'), limit);
    registerer.stateChange.addListener((state) => {
      if (state !== RegistererState.Registered) return;
      const granted = grantedTo(userAgent.contact.uri.user, registerer.contacts);
      // After the library has set its timers, and before the first of them.
      queueMicrotask(forget);
      if (granted === 0) fail('refused');
      else settle({ ok: true, lasts: Math.min(longest, Math.max(shortest, granted)) });
    });
    registerer
      .register({
        requestDelegate: {
          onReject({ message }) {
            const status = message.statusCode ?? 0;
            const why =
              !userAgent.isConnected() || status === 408 || (status >= 500 && status < 600)
                ? 'unreachable'
                : 'refused';
            fail(why, registerer.retryAfter);
          },
          onRedirect: () => fail('refused'),
        },
      })
      .catch(() => fail('unreachable'));
  }).finally(forget);
}
