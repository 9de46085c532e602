import { limits } from '../limits';
import type { CallDriver } from './emulated-call';
import { listeners } from './listeners';
import type { requests } from './requests';
import type { timers } from './timers';
import type { World } from './world';

export interface LifeNeeds {
  readonly world: World;
  readonly drivers: readonly CallDriver[];
  readonly http: ReturnType<typeof requests>;
  readonly timers: ReturnType<typeof timers>;
}

/** running -> ending (HTTP answers are awaited) -> terminating (one request) -> over */
export type Stage = 'running' | 'ending' | 'terminating' | 'over';

/** From `Started` to `Terminated`, as the host lives through it. */
export function sessionLife({ world, drivers, http, timers: clocks }: LifeNeeds) {
  const heard = listeners();
  let stage: Stage = 'running';
  let reason = '';
  let undoIdle = (): void => undefined;

  const fire = (name: string, more: Readonly<Record<string, unknown>>): unknown => {
    world.tell('session', `${name}${heard.isHeard(`Application.${name}`) ? '' : '  (nobody listens)'}`);
    return heard.fire(`Application.${name}`, more);
  };
  const over = (): void => {
    stage = 'over';
    world.tell('session', `over: ${reason}`);
  };
  /** After the last request's answer, or after 90 s. */
  function whenQuiet(then: () => void): void {
    let waited = 0;
    const look = (): void => {
      if (http.active() === 0 || waited >= limits.httpTimeout) return then();
      waited += 0.05;
      world.clock.after(50, look);
    };
    world.clock.after(0, look);
  }
  function end(why: string): void {
    if (stage !== 'running') return;
    stage = 'ending';
    reason = why;
    undoIdle();
    clocks.stopAll();
    for (const driver of drivers) driver.drop();
    http.dropQueued();
    whenQuiet(() => {
      stage = 'terminating';
      http.allowOne();
      fire('Terminating', {});
      clocks.stopAll();
      whenQuiet(() => {
        fire('Terminated', {});
        over();
      });
    });
  }
  /** Without calls a session ends by itself. */
  function look(): void {
    undoIdle();
    if (stage !== 'running' || drivers.some((driver) => driver.state() !== 'TERMINATED')) return;
    undoIdle = world.clock.after(limits.idle * 1000, () => end(`${limits.idle} s without a call`));
  }
  return {
    heard,
    stage: (): Stage => stage,
    look,
    start(then: () => void): void {
      look();
      world.clock.after(0, () => {
        const url = 'http://127.0.0.1:12092/request/emulated';
        fire('Started', {
          ...{
            accessURL: url,
            accessSecureURL: url,
            accountId: 1,
            applicationId: 1,
            logURL: '',
            sessionId: 1,
          },
          conference_name: '',
        });
        then();
      });
    },
    fire,
    terminate: (): void => {
      world.tell('session', stage === 'running' ? 'terminate()' : 'terminate() once more');
      end('terminated by the scenario');
    },
    /** The scenario has thrown, or run too long: nothing of it runs again. */
    fault(text: string): void {
      if (stage === 'over') return;
      world.tell('fault', text);
      clocks.stopAll();
      for (const driver of drivers) driver.drop();
      reason = 'JS session error';
      over();
    },
  };
}
