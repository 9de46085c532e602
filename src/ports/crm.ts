import type { Call } from '../domain/call';
import type { Caller, Candidate } from '../domain/caller';
import type { DialPlan } from '../domain/dial-plan';
import type { FaultCode } from '../domain/fault';

/** What the phone needs of the CRM, in the phone's words. Everything runs with the signed-in user's rights. */
export interface Crm {
  readonly dialPlan: DialPlan;
  /** All whose any field holds the digits; whether it is their phone is for the caller of this to check. */
  search(entity: Candidate['entity'], digits: string): Promise<readonly Candidate[]>;
  companyName(id: number): Promise<string | undefined>;
  /** The user with this internal number. */
  colleague(extension: string): string | undefined;
  /** Puts an ended call into the user's notification centre. */
  fileCall(call: Call, caller: Caller): void;
  /** Tells the user, through all of the CRM's channels. */
  reportFault(code: FaultCode): void;
}
