import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Leg } from '../ports/phone';

/** Milliseconds for the third one to answer. */
const limit = 90_000;

export type TransferOutcome = 'done' | 'refused' | { readonly status: number } | 'silent';

/**
 * Asks the far side of a talk to call somebody in our place, and follows what comes of it. A talk that is being put
 * on hold is left to finish that first: phones lose a transfer that comes in between.
 */
export function phoneTransfer(parts: {
  leg: Pick<Leg, 'transfer'>;
  clock: Clock;
  target: string | Leg;
  whenIdle: () => Promise<void>;
  onTrying: () => void;
}): { readonly outcome: Promise<TransferOutcome>; readonly stop: Undo } {
  let stop: Undo = () => undefined;
  const outcome = new Promise<TransferOutcome>((resolve) => {
    const stopLimit = parts.clock.after(limit, () => resolve('silent'));
    stop = () => {
      stopLimit();
      resolve('silent');
    };
    void parts
      .whenIdle()
      .then(() =>
        parts.leg.transfer(parts.target, {
          onNews(status) {
            if (status < 200) return;
            stopLimit();
            resolve(status < 300 ? 'done' : { status });
          },
        }),
      )
      .then((taken) => {
        if (taken) parts.onTrying();
        else {
          stopLimit();
          resolve('refused');
        }
      });
  });
  return { outcome, stop: () => stop() };
}
