import type { Dialling } from './dialling';
import { listeners } from './listeners';
import type { World } from './world';

/** A queue of the platform's own agents (`Modules.ACD`), as the calls file describes it. */
export function callQueue(world: World, dial: Dialling) {
  let requests = 0;

  function enqueueACDRequest(name: string, callerid: string) {
    const heard = listeners();
    const { operators, after } = world.calls.queues[name] ?? { operators: [], after: 0 };
    const id = `acd-${(requests += 1)}`;
    const began = world.clock.now();
    let isOpen = true;
    const fire = (event: string, more: Readonly<Record<string, unknown>> = {}): void => {
      if (!isOpen) return;
      const unheard = heard.isHeard(`ACD.${event}`) ? '' : '  (nobody listens)';
      world.tell('event', `${event} of queue ${name}${unheard}`, id);
      heard.fire(`ACD.${event}`, { request: self, ...more });
    };
    const self = {
      addEventListener: heard.addEventListener,
      removeEventListener: heard.removeEventListener,
      id: (): string => id,
      toString: (): string => `[ACDRequest ${id}]`,
      /** Answered by `Waiting`; minutes, as the platform estimates them. */
      getStatus: (): void => {
        const left = after - (world.clock.now() - began) / 1000;
        world.later(0.05, () => fire('Waiting', { ewt: Math.max(0, Math.round(left / 60)), position: 1 }));
      },
      cancel: (): void => void (isOpen = false),
    };
    const ring = (rest: readonly string[]): void => {
      const [username, ...others] = rest;
      if (!isOpen) return;
      if (username === undefined) return fire('Offline');
      const operatorCall = dial.methods.callUser({ username, callerid });
      fire('OperatorCallAttempt', { operatorCall });
      operatorCall.addEventListener('Call.Connected', () => {
        fire('OperatorReached', { operatorCall });
        isOpen = false;
      });
      operatorCall.addEventListener('Call.Failed', ({ code }: { code: number }) => {
        fire('OperatorFailed', { operatorUserName: username, statusCode: code });
        ring(others);
      });
    };
    world.later(0.05, () => {
      if (operators.length === 0) return fire('Offline');
      fire('Queued');
      world.later(after, () => ring(operators));
    });
    return self;
  }
  return { enqueueACDRequest };
}
