import type { CallStatus, ResultField, ResultFields, ResultLink, SentSoFar } from '../domain/call-result';
import type { PhoneNumber } from '../domain/phone-number';
import type { ResultFaultCode } from '../domain/result-fault';
import type { LinkedMatch } from '../domain/result-link';

export type { LinkedMatch };

export interface TaskType {
  readonly id: number;
  readonly name: string;
}

export interface Pipeline {
  readonly id: number;
  readonly name: string;
  readonly main: boolean;
  /** Without the inbox; 142 and 143 last. */
  readonly stages: readonly { readonly id: number; readonly name: string }[];
}

export interface Catalogue {
  readonly taskTypes: readonly TaskType[];
  readonly pipelines: readonly Pipeline[];
}

/** What the result window reads of the CRM, with the signed-in user's rights. Rejects with `CrmFailure`. */
export interface ResultCrm {
  matches(phone: PhoneNumber): Promise<readonly LinkedMatch[]>;
  /** Contacts, leads, companies and customers for what was typed, at most 20. */
  find(text: string): Promise<readonly ResultLink[]>;
  catalogue(): Promise<Catalogue>;
}

/** One try of everything that is still to be done; `keep` is called before each request and after each answer. */
export interface ResultJob {
  readonly phone: PhoneNumber | undefined;
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly unknown: boolean;
  readonly fields: ResultFields;
  readonly sent: SentSoFar;
}

/** `retry`: the same later may succeed. `refused`: somebody must change something first. */
export type CrmFailureKind = 'retry' | 'refused';
export class CrmFailure extends Error {
  readonly kind: CrmFailureKind;
  readonly faults: readonly {
    readonly field: ResultField;
    readonly code: ResultFaultCode;
    readonly detail?: string;
  }[];
  constructor(kind: CrmFailureKind, faults: CrmFailure['faults'], cause?: unknown) {
    super(faults.map(({ code }) => code).join(', '), { cause });
    this.kind = kind;
    this.faults = faults;
  }
}

/** What the agent decided, for the gateway's log of the call. */
export interface ResultOutcome {
  readonly call_id: string;
  readonly outcome: 'open' | 'saved' | 'cancelled';
  readonly call_status?: CallStatus;
}
