import type { Assignment } from './plan/engine-plan';
import type { StoredMessage } from './store/message-tables';

/** A message on its way, as the engine holds it. */
export interface Underway {
  readonly id: string;
  readonly assignment: Assignment;
  /** JSON. */
  readonly body: string;
  readonly deadline: number;
  /** Deliveries begun. */
  attempt: number;
  isSettled: boolean;
  /** Stops the delivery that is under way. */
  stop: (() => void) | undefined;
  /** Its deadline. */
  timer: NodeJS.Timeout | undefined;
  /** Until another look what becomes of it with the engine that has it. */
  look: NodeJS.Timeout | undefined;
}

/** What the sender of a message hears. */
export type EngineAnswer =
  /** The script's own result, or the message as it came where the script returned nothing. */
  | { readonly action: 'return'; readonly data: unknown }
  | {
      readonly action: 'reject';
      readonly code: number;
      readonly message: string;
      /** Who refuses: the script itself, its time being over, its failing. */
      readonly reason: 'script' | 'timeout' | 'error';
    };

/** A message that no delivery could answer, with every reason. */
export interface AsideMessage {
  readonly id: string;
  readonly assignment: string;
  readonly message: unknown;
  readonly answer: EngineAnswer;
  readonly faults: readonly string[];
  /** Ms since 1970. */
  readonly added: number;
}

export const asideMessage = ({
  id,
  assignment,
  body,
  answer,
  faults,
  added,
}: StoredMessage): AsideMessage => ({
  id,
  assignment,
  message: JSON.parse(body) as unknown,
  answer: answerIn(answer),
  faults,
  added,
});

/** The answer of a settled message. */
export const answerIn = (text: string | null): EngineAnswer => {
  if (text === null) throw new Error('the message is not settled yet');
  return JSON.parse(text) as EngineAnswer;
};
