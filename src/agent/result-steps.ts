import type { DialPlan } from '../domain/dial-plan';
import { parsePhone } from '../domain/phone-number';
import type { ResultDraft } from '../domain/result-draft';
import { faultsOf } from '../domain/result-faults';
import type { Clock } from '../ports/clock';
import type { ResultDrafts } from '../ports/result-drafts';

/** How long the agent may take it back, ms. */
export const undoFor = 10_000;

interface StepParts {
  readonly drafts: ResultDrafts;
  readonly clock: Clock;
}

/** The agent does not say of what kind; the sender takes the account's first, once the CRM has named it. */
const faultsNow = (draft: ResultDraft, plan: DialPlan, now: number): ReturnType<typeof faultsOf> => {
  const { fields, unknown, looked, call } = draft;
  const numbered = parsePhone(call.phone, plan).kind !== 'none';
  return faultsOf(fields, unknown || !looked, now / 1000, numbered).filter(
    ({ code }) => code !== 'task_type_missing',
  );
};

/** Files it: sent when the time for undo is over. False: something is amiss, and stands in the draft's faults. */
export function fileResult(callId: string, parts: StepParts & { dialPlan: DialPlan }): boolean {
  const { drafts, clock, dialPlan } = parts;
  const draft = drafts.find(callId);
  if (draft === undefined) return true;
  const faults = faultsNow(draft, dialPlan, clock.now());
  if (faults.length > 0) {
    drafts.mark(callId, { faults });
    return false;
  }
  drafts.mark(callId, { stage: 'waiting', sendAt: clock.now() + undoFor, faults: [], tries: 0, nextTry: 0 });
  return true;
}

/** Gives it up, with the same time for undo; then the gateway hears of it. */
export const cancelResult = (callId: string, { drafts, clock }: StepParts): void =>
  drafts.mark(callId, { stage: 'cancelled', sendAt: clock.now() + undoFor, faults: [] });

/** Closes the window and keeps everything. */
export function putOffResult(drafts: ResultDrafts, callId: string): void {
  const stage = drafts.find(callId)?.stage;
  if (stage === 'open' || stage === 'refused') drafts.mark(callId, { stage: 'later', offered: true });
}

/** Back into the agent's hands: undone, or opened before it could be sent. */
export const reopenResult = (callId: string, { drafts }: Pick<StepParts, 'drafts'>): void =>
  drafts.mark(callId, { stage: 'open', offered: true });

export const retryNow = (callId: string, { drafts }: Pick<StepParts, 'drafts'>): void =>
  drafts.mark(callId, { nextTry: 0 });
