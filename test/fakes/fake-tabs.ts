import type { Memory, Remembered } from '../../src/ports/memory';
import type { Tabs } from '../../src/ports/tabs';

/** One tab that leads itself; the test moves the user's look. */
export function fakeTabs<State, Command, Answer = never>() {
  const published: State[] = [];
  let command: ((command: Command) => Promise<Answer> | undefined) | undefined;
  let stageMoved: (() => void) | undefined;
  let stage = { id: 'tab-1', visible: true };
  let others = false;
  const tabs: Tabs<State, Command, Answer> = {
    id: 'tab-1',
    join: (lead) => lead(undefined),
    publish: (state) => void published.push(state),
    tell: (said) => void command?.(said),
    ask: async (said) => command?.(said),
    accompanied: () => others,
    onCommand(listener) {
      command = listener;
      return () => (command = undefined);
    },
    stage: () => stage,
    onStage(listener) {
      stageMoved = listener;
      return () => (stageMoved = undefined);
    },
  };
  return {
    ...tabs,
    published,
    last: () => published[published.length - 1],
    /** Another tab is there, or not. */
    accompany: (on: boolean) => (others = on),
    lookAt(id: string, visible: boolean) {
      stage = { id, visible };
      stageMoved?.();
    },
  };
}

export function fakeMemory(): Memory {
  let mind: Remembered = { filed: [], closed: [], told: {} };
  return { read: () => mind, change: (step) => (mind = step(mind)) };
}
