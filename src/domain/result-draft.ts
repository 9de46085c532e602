import type { CallResult, LinkKind } from './call-result';
import type { ChosenRecord } from './result-link';

/** A call result from the end of its call until the CRM and the gateway have it: what all tabs of a user share. */
export interface ResultDraft extends CallResult {
  /** The caller's name as the call ended; empty where only the number was known. */
  readonly who: string;
  /** Whom the agent chose on the card, of several with the number. */
  readonly chosen: ChosenRecord | null;
  /** The CRM has said whose the number is, or the agent has: until then `unknown` is a guess. */
  readonly looked: boolean;
  /** It has opened by itself, or stood in the bar because it might not: never by itself again. */
  readonly offered: boolean;
  /** When the call ended, ms since 1970 by this machine's clock. */
  readonly at: number;
  /** Sending: tries that failed, and when the next one is due, ms since 1970. */
  readonly tries: number;
  readonly nextTry?: number;
  /** The CRM has all of it; the gateway has yet to hear so. */
  readonly written: boolean;
  /** The gateway knows that somebody is at it. */
  readonly toldOpen: boolean;
}

/** All but what is typed, which one tab types while another may be sending. */
export type ResultState = Omit<ResultDraft, 'fields' | 'callId'>;

/** Text that only a person can give; what the rules fill in by themselves is not. */
export const isTyped = ({ fields }: ResultDraft): boolean =>
  [fields.note, fields.contactName, fields.leadName].some((text) => text.trim() !== '') ||
  fields.task !== null;

/** The record that note and task went to; undefined: none is known, nothing was written. */
export const savedTo = ({ fields, sent }: ResultDraft): { kind: LinkKind; id: number } | undefined =>
  fields.link ?? sent.target;

/** Waits for its agent, in a window or in the bar. */
export const isUnfinished = ({ stage }: ResultDraft): boolean =>
  stage === 'open' || stage === 'later' || stage === 'refused';
