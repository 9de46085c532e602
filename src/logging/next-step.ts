import type { CallState } from '../domain/call';
import type { SkipReason } from '../domain/journal';
import type { DialPlan } from '../domain/dial-plan';
import { skipReason, wasAnswered } from './log-entry';
import type { LogJob, LogOutcome, LogStep } from './log-job';

export interface LogRules {
  readonly unsorted: boolean;
  readonly outboundUnknown: 'skip' | 'create_contact';
  readonly missedTasks: boolean;
  /** Ms. What cannot be completed later waits so long for its recording. */
  readonly recordingWait: number;
  /** Ms that an open result window holds a call that nobody's card takes. */
  readonly resultHold: number;
}

export interface LogFacts {
  readonly now: number;
  readonly dialPlan: DialPlan;
  /** Whether a browser of one of these extensions is connected. */
  readonly connected: (extensions: readonly string[]) => boolean;
  readonly rules: LogRules;
}

export type Decision =
  | { readonly do: Exclude<LogStep, 'nobody' | 'rest'> }
  | { readonly do: 'log'; readonly again: true }
  | { readonly do: 'complete'; readonly link: boolean; readonly status: LogOutcome['status'] }
  | { readonly do: 'wait'; readonly until: number; readonly held: boolean }
  | { readonly do: 'skip'; readonly reason: SkipReason }
  | { readonly do: 'rest' };

/** Needs no request. */
export type QuietDecision = Extract<Decision, { do: 'wait' | 'skip' | 'rest' }>;
/** Is done for one call alone; logs, the inbox and look-ups go together. */
export type SingleDecision =
  { readonly do: 'contact' | 'task' | 'find_task' } | Extract<Decision, { do: 'complete' }>;

export const isQuiet = (decision: Decision): decision is QuietDecision =>
  decision.do === 'wait' || decision.do === 'skip' || decision.do === 'rest';
export const isSingle = (decision: Decision): decision is SingleDecision =>
  ['contact', 'task', 'find_task', 'complete'].includes(decision.do);

/** The window opens within this time of the call's end, or not at all, ms. */
const windowOpensWithin = 15_000;

/** Nobody's card has the number: the agent's result first, then the inbox, a new contact, or nothing. */
function withoutCard(
  job: LogJob,
  call: CallState,
  outcome: LogOutcome | null,
  { now, connected, rules }: LogFacts,
): Decision {
  if (!wasAnswered(call) && call.direction === 'inbound') {
    return rules.missedTasks ? { do: 'task' } : { do: 'skip', reason: 'nobody_missed' };
  }
  if (outcome?.outcome === 'saved' && !job.again) return { do: 'log', again: true };
  const holdUntil =
    outcome?.outcome === 'open'
      ? outcome.at + rules.resultHold
      : outcome === null && wasAnswered(call) && connected(call.extensions)
        ? job.since + windowOpensWithin
        : 0;
  if (now < holdUntil) return { do: 'wait', until: holdUntil, held: true };
  if (call.direction === 'outbound') {
    return rules.outboundUnknown === 'create_contact' && !job.hasContact
      ? { do: 'contact' }
      : { do: 'skip', reason: 'nobody_outbound' };
  }
  if (!rules.unsorted) return { do: 'skip', reason: 'nobody_inbound' };
  const recordingUntil = job.since + rules.recordingWait;
  return call.recording_url === undefined && now < recordingUntil
    ? { do: 'wait', until: recordingUntil, held: false }
    : { do: 'unsorted' };
}

/** What to do now for an ended call that is due. */
export function nextStep(
  job: LogJob,
  call: CallState,
  outcome: LogOutcome | null,
  facts: LogFacts,
): Decision {
  switch (job.step) {
    case 'log': {
      const reason = skipReason(call, facts.dialPlan);
      return reason === undefined ? { do: 'log' } : { do: 'skip', reason };
    }
    case 'nobody':
      return withoutCard(job, call, outcome, facts);
    case 'rest': {
      if (job.place === null) return { do: 'rest' };
      const link = call.recording_url !== undefined && !job.wrote.link;
      const status = outcome?.status ?? null;
      const differs = status !== null && status !== job.wrote.status;
      return link || differs ? { do: 'complete', link, status: differs ? status : null } : { do: 'rest' };
    }
    case 'find':
    case 'unsorted':
    case 'find_unsorted':
    case 'contact':
    case 'task':
    case 'find_task':
      return { do: job.step };
  }
}
