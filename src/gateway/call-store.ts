import type { CallEvent, CallState } from '../domain/call';
import type { CallPicture } from '../protocol/agent-socket';
import type { DialQuestion, DialStore } from './dial/dial-store';
import type { ForgetBefore } from './forget-calls';
import type { LogQuestion, LogStore } from './log/log-store';
import type { FellowQuestion } from './shared/fellow-store';

/** A call whose picture has changed, and the extensions that must be told. */
export interface Changed {
  readonly picture: CallPicture;
  readonly rooms: readonly string[];
  /** JSON of the picture, where it is at hand. */
  readonly text?: string;
}

export interface Counts {
  readonly accepted: number;
  readonly duplicates: number;
}

/** Result of one transaction: `counts` by batch, in their order. */
export interface Appended {
  readonly counts: readonly Counts[];
  readonly changed: readonly Changed[];
}

/**
 * `Appended` on its way to another thread, where a long text goes far faster than many small objects. Each picture's own
 * text is found in it again, so that what browsers are told is not made once more.
 */
export interface AppendedText {
  /** JSON of a list, without spaces. */
  readonly pictures: string;
  /** How long each picture's text is. */
  readonly lengths: readonly number[];
  /** JSON of what else there is. */
  readonly more: string;
}

export interface Missed {
  readonly pictures: readonly CallPicture[];
  /** The account's counter at the moment of reading. */
  readonly seq: number;
}

export interface LastTalk {
  readonly extension: string;
  /** Ms since 1970. */
  readonly at: number;
}

/** What goes to the store's worker. Answers come back in the order of the questions. */
export type Question =
  /**
   * `events`: JSON of lists of them in blocks, the batches one after the other; `sizes`: how many each batch has. A long
   * text crosses to another thread far faster than many small objects.
   */
  | {
      readonly ask: 'append';
      readonly events: readonly string[];
      readonly sizes: readonly number[];
      readonly now: number;
    }
  | {
      readonly ask: 'missed';
      readonly extension: string;
      readonly since: number | undefined;
      readonly now: number;
    }
  | { readonly ask: 'call'; readonly callId: string }
  | { readonly ask: 'lastTalk'; readonly phone: string }
  | { readonly ask: 'forget'; readonly before: ForgetBefore; readonly most: number }
  | LogQuestion
  | DialQuestion
  | FellowQuestion
  | { readonly ask: 'alive' }
  | { readonly ask: 'close' };

/** Every account has its own place in the one store. */
export interface AccountQuestion {
  readonly account: number;
  readonly question: Question;
}

export type Answer =
  | { readonly kind: 'appended'; readonly appended: AppendedText }
  | { readonly kind: 'missed'; readonly missed: Missed }
  | { readonly kind: 'call'; readonly call: CallState | undefined }
  | { readonly kind: 'lastTalk'; readonly talk: LastTalk | undefined }
  | { readonly kind: 'log' | 'dial' | 'fellows'; readonly value: unknown }
  | { readonly kind: 'forgotten'; readonly count: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

/** Calls of one account, kept durably. */
export interface CallStore {
  /**
   * Resolves once the events are on disk and `onChanged` listeners have been called; rejects with `StoreBusy` or the
   * disk's error. `text`: JSON of the events, with commas between, where it is at hand.
   */
  append(events: readonly CallEvent[], text?: string): Promise<Counts>;
  /** Called with all changes of a transaction, in the order of `seq`, and never between a `missed` answer and its reader. */
  onChanged(listener: (changes: readonly Changed[]) => void): void;
  missed(extension: string, since: number | undefined): Promise<Missed>;
  /** One call as it stands; undefined for one never heard of. */
  call(callId: string): Promise<CallState | undefined>;
  /** Who of the agents talked with this number last. */
  lastTalk(phone: string): Promise<LastTalk | undefined>;
  /** What has become of ended calls on their way into the CRM. */
  readonly log: LogStore;
  /** Agents' dial lists, and whom nobody may call. */
  readonly dial: DialStore;
  /** Takes up to `most` old calls off; resolves with how many. */
  forget(before: ForgetBefore, most: number): Promise<number>;
  /** Rejects when the store does not answer. */
  alive(): Promise<void>;
  /** Waits for what is being written; nothing may be asked afterwards. */
  close(): Promise<void>;
}

/** More is waiting to be written than may be promised: the sender shall come again. */
export class StoreBusy extends Error {}
