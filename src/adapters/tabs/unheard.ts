import type { Clock } from '../../ports/clock';
import { newId } from './message';

const again = 500;
const tries = 20;

/** Repeats a command until a leader has heard it: the one it was meant for may just have been closed. */
export function unheard<Command>(clock: Clock, post: (id: string, command: Command) => void) {
  const waiting = new Set<string>();
  return {
    send(command: Command): void {
      const id = newId();
      waiting.add(id);
      let left = tries;
      const attempt = (): void => {
        if (!waiting.has(id)) return;
        if (left === 0) {
          waiting.delete(id);
          return;
        }
        left -= 1;
        post(id, command);
        clock.after(again, attempt);
      };
      attempt();
    },
    heard(id: string): void {
      waiting.delete(id);
    },
  };
}
