import type { Undo } from '../domain/undo';

/**
 * All tabs of one user in one browser. One of them leads: it holds the socket and does the work; the others show
 * the state that it publishes and tell it what their user did.
 */
export interface Tabs<State, Command, Answer = never> {
  /** Fixed for the life of this page. */
  readonly id: string;
  /**
   * `lead` runs each time this tab becomes the leader, with the last state that any tab has published;
   * its undo runs when the tab stands down. `onState` gets every published state, the own ones too.
   */
  join(lead: (state: State | undefined) => Undo, onState: (state: State) => void): Undo;
  /** Leader only; ignored in a tab that has just stood down. */
  publish(state: State): void;
  /** To the leader, wherever it is. */
  tell(command: Command): void;
  /** The same, and back with its answer; undefined where none came in time: whoever asked knows no more than the state. */
  ask(command: Command): Promise<Answer | undefined>;
  /** Leader only. What it returns is the answer, to those who asked. */
  onCommand(listener: (command: Command) => Promise<Answer> | undefined): Undo;
  /** The tab that the user looks at, or looked at last, and whether it can be seen now. */
  stage(): { readonly id: string; readonly visible: boolean };
  /** Whether another tab would take the lead if this one went. */
  readonly accompanied: () => boolean;
  /** Leader only: the stage may have moved. */
  onStage(listener: () => void): Undo;
}
