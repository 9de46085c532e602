import type { Clock } from './clock';
import type { PbxEvent } from './pbx-event';

const firstPause = 200;
const longestPause = 10_000;
/** Longest wait for one answer, ms. */
const patience = 10_000;
/** Of one request, contracts' limit. */
const most = 500;

/** What the gateway said: kept, refused for good, or to be sent again after so many ms at least. */
export type Delivery = 'kept' | 'refused' | { readonly again: number };

export type Deliver = (events: readonly PbxEvent[]) => Promise<Delivery>;

/** `POST /v1/events`. */
export function postTo(gatewayUrl: string, pbxKey: string): Deliver {
  return async (events) => {
    try {
      const response = await fetch(`${gatewayUrl}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${pbxKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(events),
        signal: AbortSignal.timeout(patience),
      });
      if (response.ok) return 'kept';
      if (response.status < 500 && response.status !== 429 && response.status !== 408) return 'refused';
      return { again: (Number(response.headers.get('retry-after')) || 0) * 1000 };
    } catch {
      return { again: 0 };
    }
  };
}

/** Events in the order in which they happened, each until the gateway has it. */
export function eventPost(deliver: Deliver, clock: Clock, say: (line: string) => void) {
  let waiting: PbxEvent[] = [];
  let busy = false;
  let failures = 0;

  async function work(): Promise<void> {
    if (busy || waiting.length === 0) return;
    busy = true;
    const batch = waiting.slice(0, most);
    const answer = await deliver(batch);
    const goOn = (): void => {
      busy = false;
      void work();
    };
    if (typeof answer === 'object') {
      const pause = Math.min(longestPause, firstPause * 2 ** failures);
      failures += 1;
      clock.after(Math.max(pause, answer.again), goOn);
      return;
    }
    if (answer === 'refused') say(`the gateway has refused events of the sandbox's PBX: ${batch.length}`);
    failures = 0;
    waiting = waiting.slice(batch.length);
    goOn();
  }

  return (event: PbxEvent): void => {
    waiting.push(event);
    void work();
  };
}
