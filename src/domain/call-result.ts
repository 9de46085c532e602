import type { Call } from './call';

/** What the agent files after a call: plain data, so that it outlives the page that it was typed in. */

export type LinkKind = 'lead' | 'contact' | 'company' | 'customer';

/** A record of the CRM that the result goes to. */
export interface ResultLink {
  readonly kind: LinkKind;
  readonly id: number;
  readonly name: string;
}

/**
 * `call_status` of amoCRM's calls: 1 left a message, 2 call back later, 3 not there, 4 conversation took place,
 * 5 wrong number, 6 not reached, 7 busy (amoCRM API, "calls").
 */
export type CallStatus = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const callStatuses: readonly CallStatus[] = [1, 2, 3, 4, 5, 6, 7];

export interface ResultTask {
  /** Of the account's own types. */
  readonly typeId: number;
  readonly text: string;
  /** Unix seconds. */
  readonly due: number;
}

export interface ResultFields {
  /** Null: nobody known; the names below make a new contact and lead. */
  readonly link: ResultLink | null;
  readonly status: CallStatus | null;
  readonly note: string;
  readonly task: ResultTask | null;
  readonly contactName: string;
  readonly leadName: string;
  /** Both null: the account's main pipeline and its first stage. */
  readonly pipelineId: number | null;
  readonly stageId: number | null;
}

/** Field of the window that a fault belongs to; `all`: none in particular. */
export type ResultField = keyof ResultFields | 'task.text' | 'task.due' | 'all';

/** Words stand in i18n under `result.faults.<code>`; `detail`: what the CRM said, text. */
export interface ResultFault {
  readonly field: ResultField;
  readonly code: string;
  readonly detail?: string;
}

/** What sending has reached, written down before each request and after each answer, so that it can go on from there. */
export interface SentSoFar {
  /** Unix seconds of the first try: what was made since then and looks the same is ours. */
  readonly since?: number;
  /** What was last asked to be written, in parts: by it a lost answer's work is known again, though changed since. */
  readonly tried?: Partial<ResultFields>;
  /** The inbox item that is being accepted in place of a new contact and lead, and what is in it. */
  readonly accepting?: { readonly uid: string; readonly leadId: number; readonly contactId?: number };
  /** The record that an unknown caller's note and task go to: made, accepted or found. */
  readonly target?: { readonly kind: LinkKind; readonly id: number };
  readonly contactId?: number;
  readonly leadId?: number;
  readonly noteId?: number;
  readonly taskId?: number;
  /** The number has been added to the linked contact or company, or was there. */
  readonly phoneAdded?: true;
  /** The gateway knows the outcome. */
  readonly told?: true;
}

/**
 *     open -> waiting (10 s, undo -> open) -> sending -> sent
 *     open -> later (Esc, another page; -> open)         sending -> refused (-> open)
 *     open -> cancelled                                  `sent`, `cancelled` leave the memory
 */
export type ResultStage = 'open' | 'later' | 'waiting' | 'sending' | 'refused' | 'cancelled' | 'sent';

export interface CallResult {
  readonly callId: string;
  /** Its last picture: a recording may come later. */
  readonly call: Call;
  /** True when nobody in the CRM had the number as the call ended. */
  readonly unknown: boolean;
  readonly fields: ResultFields;
  readonly stage: ResultStage;
  /** `waiting`: when it goes out, ms since 1970. */
  readonly sendAt?: number;
  readonly sent: SentSoFar;
  readonly faults: readonly ResultFault[];
}
