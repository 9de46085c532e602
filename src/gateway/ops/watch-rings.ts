import { nodeClock } from '../node-clock';
import type { AccountFellow } from '../shared/account-fellow';
import type { RecentTroubles } from '../status/recent-troubles';
import { ringWatch, type UnheardRing } from './ring-watch';

export interface WatchRingsNeed {
  readonly account: number;
  readonly now: () => number;
  /** Posts it to the PBX; undefined: the PBX does not want to know. */
  readonly tell: ((ring: UnheardRing) => Promise<void>) | undefined;
  readonly fellow: AccountFellow | undefined;
  readonly troubles: Pick<RecentTroubles, 'note'>;
  readonly metrics: { readonly unheard: () => void };
  readonly log: { warn(details: object, message: string): void };
}

/** Watches the account's rings, and tells whom it concerns of those that no browser shows; among many gateways once. */
export function watchRings({ account, now, tell, fellow, troubles, metrics, log }: WatchRingsNeed) {
  function report(ring: UnheardRing): void {
    metrics.unheard();
    troubles.note('ring_unheard', ring.extensions.join(', '));
    log.warn({ ...ring, account }, 'no browser shows a ring');
    tell?.(ring).catch((error: unknown) => {
      troubles.note('pbx_not_told');
      log.warn({ err: error, account }, 'the PBX was not told of it');
    });
  }
  /** A browser of another gateway may show it; and of several gateways that see none, one tells. */
  async function reportOnce(ring: UnheardRing, among: AccountFellow): Promise<void> {
    if (await among.isClaimed(`heard ${ring.call_id}`)) return;
    if (await among.claim(`unheard ${ring.call_id}`)) report(ring);
  }
  const watch = ringWatch({
    now,
    every: (ms, look) => nodeClock.every(ms, look),
    onUnheard: (ring) => {
      if (fellow === undefined) report(ring);
      // Cut off from the others we know nothing; they tell.
      else reportOnce(ring, fellow).catch(() => undefined);
    },
  });
  return {
    ...watch,
    heard(callId: unknown, extension: string | null): void {
      if (watch.heard(callId, extension)) void fellow?.claim(`heard ${callId}`);
    },
  };
}
