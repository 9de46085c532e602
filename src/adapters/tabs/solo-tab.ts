import type { Tabs } from '../../ports/tabs';
import { newId } from './message';

/** Where the browser has no Web Locks or BroadcastChannel, each tab leads itself. */
export function soloTab<State, Command>(): Tabs<State, Command> {
  const id = newId();
  const commands = new Set<(command: Command) => void>();
  let show: (state: State) => void = () => undefined;
  return {
    id,
    join(lead, onState) {
      show = onState;
      return lead(undefined);
    },
    publish: (state) => show(state),
    tell: (command) => {
      for (const listener of commands) listener(command);
    },
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
