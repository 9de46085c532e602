import type { ResultFields } from '../domain/call-result';
import type { ResultDraft, ResultState } from '../domain/result-draft';
import type { Undo } from '../domain/undo';

/**
 * The call results of one user in this browser, through reload, crash and log-out. What is typed is kept apart from
 * the rest: the tab that types and the one that sends never write over each other.
 */
export interface ResultDrafts {
  /** Oldest first. */
  list(): readonly ResultDraft[];
  find(callId: string): ResultDraft | undefined;
  add(draft: ResultDraft): void;
  /** Kept when this returns; the parts not named stay as they are, whoever typed them. */
  type(callId: string, part: Partial<ResultFields>): void;
  /** Does nothing where the draft is gone. */
  mark(callId: string, state: Partial<ResultState>): void;
  drop(callId: string): void;
  /** Calls whose result has been begun, whatever became of it, newest last. */
  decided(): readonly string[];
  decide(callId: string): void;
  /** Something could be stored nowhere: it lasts as long as this page. */
  unkept(): boolean;
  /** Changes of this and of any other tab. */
  onChange(listener: () => void): Undo;
}
