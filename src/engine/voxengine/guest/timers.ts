import { limits } from '../limits';
import type { World } from './world';

/** setTimeout and setInterval of virtual time. */
export function timers(world: World) {
  const active = new Map<number, () => void>();
  let ids = 0;
  const start = (id: number, callback: unknown, ms: number, isRepeated: boolean): void => {
    const undo = world.later(ms / 1000, () => {
      if (isRepeated) start(id, callback, ms, true);
      else active.delete(id);
      if (typeof callback !== 'function') throw new TypeError('the callback of a timer is not a function');
      (callback as () => unknown)();
    });
    active.set(id, undo);
  };
  const add = (callback: unknown, ms: number, isRepeated: boolean): number => {
    if (active.size >= limits.timers) {
      world.breach(`the ${limits.timers + 1}st timer at once`);
      throw new Error(`a session has at most ${limits.timers} active timers`);
    }
    ids += 1;
    start(ids, callback, ms, isRepeated);
    return ids;
  };
  const clear = (id: unknown): void => {
    active.get(Number(id))?.();
    active.delete(Number(id));
  };
  return {
    methods: {
      setTimeout: (callback: unknown, ms = 0): number => add(callback, ms, false),
      setInterval: (callback: unknown, ms = 0): number =>
        add(callback, Math.max(limits.leastIntervalMs, ms), true),
      clearTimeout: clear,
      clearInterval: clear,
    },
    stopAll(): void {
      for (const id of [...active.keys()]) clear(id);
    },
  };
}
