import type { LinkKind, ResultTask } from '../domain/call-result';
import type { DialPlan } from '../domain/dial-plan';
import type { PhoneNumber } from '../domain/phone-number';
import type { LinkedMatch } from '../domain/result-link';

export interface RecordRef {
  readonly kind: LinkKind;
  readonly id: number;
}

/** A call in the inbox ("unsorted"), and what is hidden inside it. */
export interface InboxItem {
  readonly uid: string;
  readonly pipelineId: number | null;
  readonly leadId: number;
  readonly contactId?: number;
}

export interface LeadDraft {
  readonly name: string;
  readonly pipelineId: number | null;
  readonly stageId: number | null;
}

/** A new lead with its contact, new or known by id; or either alone. */
export interface NewRecords {
  readonly contact: { readonly name: string; readonly phone: string | undefined } | { readonly id: number };
  readonly lead: LeadDraft | null;
}

/** What a record is to have at the end; nothing is written that stands there already. */
export interface Completion {
  /** Replaces a name without a letter in it, or one that is still `instead`; any name where `instead` is null. */
  readonly name?: string;
  readonly instead?: string | null;
  /** Of contacts and companies: joins their numbers unless it is among them in any notation. */
  readonly phone?: PhoneNumber;
}

export interface MadeRecords {
  readonly contactId?: number;
  readonly leadId?: number;
}

/** What was made since `since` (Unix seconds, this computer's), by the signed-in user, looking like this. */
export interface Trace {
  readonly text: string;
  readonly since: number;
}

export interface Newcomers {
  /**
   * One at a time for a key, in all tabs of this browser. `work` gets what it made for the same key a little while
   * ago, which a search may not show yet, and settles with what stands now.
   */
  readonly alone: <Made extends MadeRecords>(
    key: string,
    work: (lately: MadeRecords) => Promise<Made>,
  ) => Promise<Made>;
}

/** What sending a call result writes, and reads before it writes. Rejects with `CrmFailure`. */
export interface ResultWriter {
  readonly dialPlan: DialPlan;
  readonly newcomers: Newcomers;
  /** Unix seconds, this computer's. */
  now(): number;
  /** As of the window: contacts with the number, else companies. */
  matches(phone: PhoneNumber): Promise<readonly LinkedMatch[]>;
  /** Among the newest contacts, which no search index delays: with this number, or without one, of this name and ours. */
  newest(phone: PhoneNumber | undefined, trace: Trace): Promise<readonly LinkedMatch[]>;
  exists(record: RecordRef): Promise<boolean>;
  create(records: NewRecords): Promise<{ readonly contactId: number; readonly leadId?: number }>;
  complete(record: RecordRef, more: Completion): Promise<void>;
  moveLead(
    id: number,
    place: { readonly pipelineId: number | null; readonly stageId: number },
  ): Promise<void>;
  /** The main contact of a lead or customer, or its only one. */
  mainContact(record: RecordRef): Promise<number | undefined>;
  join(leadId: number, contactId: number): Promise<void>;
  /** The call with this id, else the newest from this number. */
  inboxCall(callId: string, phone: PhoneNumber): Promise<InboxItem | undefined>;
  /** Undefined: accepted or declined by now. */
  inboxItem(uid: string): Promise<InboxItem | undefined>;
  /** False: somebody else has taken it out meanwhile. */
  accept(uid: string, stageId: number | null): Promise<boolean>;
  addNote(record: RecordRef, text: string): Promise<number>;
  findNote(record: RecordRef, trace: Trace): Promise<number | undefined>;
  changeNote(record: RecordRef, id: number, text: string): Promise<void>;
  addTask(record: RecordRef, task: ResultTask): Promise<number>;
  findTask(record: RecordRef, trace: Trace): Promise<number | undefined>;
  changeTask(id: number, task: ResultTask): Promise<void>;
}
