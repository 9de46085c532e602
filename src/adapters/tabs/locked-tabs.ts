import { lifetime, type Undo } from '../../domain/undo';
import type { Clock } from '../../ports/clock';
import type { Tabs } from '../../ports/tabs';
import { heartbeat } from './heartbeat';
import { leaderLock } from './leader-lock';
import { newId, type Message } from './message';
import { whilePageLives } from './page-life';
import { presence, watchUser } from './presence';
import { heardBefore, unheard } from './unheard';

export const tabsSupported = (): boolean => 'locks' in navigator && typeof BroadcastChannel === 'function';

/** Port `Tabs` over Web Locks (who leads) and BroadcastChannel (what it says). `name`: one per account and user. `isBusy`: the leader is in a call. */
export function lockedTabs<State, Command, Answer = never>(
  name: string,
  clock: Clock,
  onUnexpected: (error: unknown) => void,
  isBusy: (state: State | undefined) => boolean,
): Tabs<State, Command, Answer> {
  const id = newId();
  const lockOf = (tab: string): string => `${name}:tab:${tab}`;
  const seen = presence(id, lockOf);
  const commands = new Set<(command: Command) => Promise<Answer> | undefined>();
  const stageListeners = new Set<() => void>();
  let show: (state: State) => void = () => undefined;
  let post: (message: Message<State, Command, Answer>) => void = () => undefined;
  let last: State | undefined;
  let leading = false;
  /** This tab has once taken the lead from a silent one, which may wake. */
  let hasRobbed = false;
  const known = heardBefore();
  const pending = unheard<Command, Answer>(clock, (commandId, command) =>
    post({ kind: 'command', id: commandId, command }),
  );

  const say = (): void => {
    if (leading && last !== undefined) post({ kind: 'state', leader: id, state: last });
  };
  const stageMoved = (): void => {
    if (leading) for (const listener of stageListeners) listener();
  };
  const sweep = (): void => {
    const before = seen.stage();
    void seen.sweep().then(() => {
      if (seen.stage().id !== before.id) stageMoved();
    });
  };
  const look = (touched: boolean): void => {
    const visible = document.visibilityState === 'visible';
    // A key or press is news only where another tab counts as the one looked at.
    if (touched && seen.stage().id === id && seen.own().visible === visible) return;
    const own = { visible, at: visible ? clock.now() : seen.own().at };
    seen.note(id, own);
    post({ kind: 'look', tab: id, look: own });
    stageMoved();
  };
  const obey = (command: Command): Promise<Answer> | undefined => {
    let answer: Promise<Answer> | undefined;
    for (const listener of commands) answer = listener(command) ?? answer;
    return answer;
  };

  const hear = (message: Message<State, Command, Answer>, pulse: { heard(): void }): void => {
    switch (message.kind) {
      case 'hello':
        post({ kind: 'look', tab: id, look: seen.own() });
        say();
        return;
      case 'state':
        pulse.heard();
        // A leader that was robbed of its lock may still speak once, and all but the one that leads now believe it.
        if (hasRobbed) say();
        if (leading) return;
        last = message.state;
        show(message.state);
        return;
      case 'look':
        seen.note(message.tab, message.look);
        stageMoved();
        return;
      case 'gone':
        seen.drop(message.tab);
        stageMoved();
        return;
      case 'ping':
        if (leading) post({ kind: 'pong' });
        return;
      case 'pong':
        pulse.heard();
        return;
      case 'command':
        if (!leading) return;
        post({ kind: 'heard', id: message.id });
        if (!known(message.id))
          void obey(message.command)?.then((answer) => post({ kind: 'answer', id: message.id, answer }));
        return;
      case 'heard':
        pending.heard(message.id);
        return;
      case 'answer':
        pending.answered(message.id, message.answer);
    }
  };

  const live = (lead: (state: State | undefined) => Undo): Undo => {
    const life = lifetime(onUnexpected);
    const channel = new BroadcastChannel(name);
    post = (message) => channel.postMessage(message);
    life.own(() => {
      post({ kind: 'gone', tab: id });
      post = () => undefined;
      channel.close();
    });
    const lock = leaderLock(name, () => {
      leading = true;
      sweep();
      let standDown: Undo = () => undefined;
      try {
        standDown = lead(last);
      } catch (error) {
        // A leader that cannot work keeps its place: the others would fail alike, one after another.
        onUnexpected(error);
      }
      return () => {
        leading = false;
        standDown();
      };
    });
    life.own(lock.leave);
    const pulse = heartbeat({
      clock,
      ping: () => post({ kind: 'ping' }),
      leading: () => leading,
      busy: () => isBusy(last),
      dead() {
        hasRobbed = true;
        lock.steal();
      },
    });
    life.own(pulse.stop);
    channel.onmessage = ({ data }: MessageEvent<Message<State, Command, Answer>>) => hear(data, pulse);
    life.own(
      watchUser(
        () => look(false),
        () => look(true),
      ),
    );
    // Only a tab that holds its own lock is alive to the others: so first the lock, then the word.
    const self = leaderLock(lockOf(id), () => {
      look(false);
      post({ kind: 'hello' });
      return () => undefined;
    });
    life.own(self.leave);
    return () => life.end();
  };

  return {
    id,
    join(lead, onState) {
      show = onState;
      return whilePageLives(() => live(lead));
    },
    publish(state) {
      if (!leading) return;
      last = state;
      say();
      show(state);
      sweep();
    },
    tell(command) {
      if (leading) void obey(command);
      else pending.send(command);
    },
    async ask(command) {
      if (leading) return obey(command);
      const answer = await pending.ask(command);
      // What this tab shows may be just as old as its idea of a leader: the next one repeats the state.
      if (answer === undefined) post({ kind: 'hello' });
      return answer;
    },
    accompanied: seen.accompanied,
    onCommand(listener) {
      commands.add(listener);
      return () => commands.delete(listener);
    },
    stage: () => seen.stage(),
    onStage(listener) {
      stageListeners.add(listener);
      return () => stageListeners.delete(listener);
    },
  };
}
