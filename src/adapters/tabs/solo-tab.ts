import type { Tabs } from '../../ports/tabs';
import { newId } from './message';

/** Where the browser has no Web Locks or BroadcastChannel, each tab leads itself. */
export function soloTab<State, Command, Answer = never>(): Tabs<State, Command, Answer> {
  const id = newId();
  const commands = new Set<(command: Command) => Promise<Answer> | undefined>();
  let show: (state: State) => void = () => undefined;
  return {
    id,
    join(lead, onState) {
      show = onState;
      return lead(undefined);
    },
    publish: (state) => show(state),
    tell: (command) => {
      for (const listener of commands) void listener(command);
    },
    async ask(command) {
      let answer: Answer | undefined;
      for (const listener of commands) answer = (await listener(command)) ?? answer;
      return answer;
    },
    accompanied: () => false,
    onCommand(listener) {
      commands.add(listener);
      return () => commands.delete(listener);
    },
    stage: () => ({ id, visible: document.visibilityState === 'visible' }),
    onStage(listener) {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
  };
}
