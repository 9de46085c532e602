import { every } from './every';
import type { messageLife } from './message-life';
import type { Assignment } from './plan/engine-plan';
import type { ScriptQueue } from './script-queue';
import type { OtherEngines } from './store/open-store';

interface Around {
  readonly others: OtherEngines;
  readonly life: ReturnType<typeof messageLife>;
  readonly assignments: readonly Assignment[];
  /** By script. */
  readonly queues: ReadonlyMap<string, ScriptQueue>;
}

/**
 * What an engine does for the others on its bus, and they for it: whoever has a free worker takes a message that waits
 * with a busy one, and the busy one sees that it is gone, and what became of it.
 */
export function sharedWork({ others, life, assignments, queues }: Around): { free(): void; stop(): void } {
  async function take(): Promise<void> {
    const wants = assignments.flatMap(({ name, script }) => {
      const free = queues.get(script)?.free() ?? 0;
      return free > 0 ? [{ assignment: name, script, free }] : [];
    });
    if (wants.length === 0) return;
    for (const message of await others.take(wants)) await life.takeUp(message);
  }

  async function watch(): Promise<void> {
    const waiting = new Map(
      [...queues.values()].flatMap((queue) => queue.waiting().map((one) => [one.id, queue])),
    );
    const ids = [...waiting.keys(), ...life.absent()];
    if (ids.length === 0) return;
    for (const found of await others.elsewhere(ids)) {
      const underway = life.underway(found.id);
      if (underway === undefined) continue;
      waiting.get(found.id)?.remove(underway);
      life.seenElsewhere(underway, found);
    }
  }

  const taking = every(others.takeEveryMs, take);
  const watching = every(others.watchEveryMs, watch);
  return {
    /** A worker is free, and nothing of this engine's own waits for it. */
    free: () => taking.soon(),
    stop() {
      taking.stop();
      watching.stop();
    },
  };
}
