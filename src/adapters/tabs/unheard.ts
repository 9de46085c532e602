import type { Undo } from '../../domain/undo';
import type { Clock } from '../../ports/clock';
import { newId } from './message';

const again = 500;
const tries = 20;
const answerWithin = 5000;

/** Repeats a command until a leader has heard it: the one it was meant for may just have been closed. */
export function unheard<Command, Answer>(clock: Clock, post: (id: string, command: Command) => void) {
  const waiting = new Set<string>();
  const asked = new Map<string, (answer: Answer | undefined) => void>();
  const send = (command: Command): string => {
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
    return id;
  };
  const settle = (id: string, answer: Answer | undefined): void => {
    asked.get(id)?.(answer);
  };
  return {
    send: (command: Command): void => void send(command),
    ask: (command: Command): Promise<Answer | undefined> =>
      new Promise((resolve) => {
        const id = send(command);
        const stop: Undo = clock.after(answerWithin, () => settle(id, undefined));
        asked.set(id, (answer) => {
          stop();
          asked.delete(id);
          // Whoever asked has been told that nothing came of it: then nothing may come of it later.
          waiting.delete(id);
          resolve(answer);
        });
      }),
    heard: (id: string): void => void waiting.delete(id),
    answered: settle,
  };
}

/** What a leader has heard already: a command is repeated where its ear was slow, and a call must not go out twice. */
export function heardBefore() {
  const ids = new Set<string>();
  return (id: string): boolean => {
    if (ids.has(id)) return true;
    ids.add(id);
    if (ids.size > 200) for (const oldest of [...ids].slice(0, 100)) ids.delete(oldest);
    return false;
  };
}
