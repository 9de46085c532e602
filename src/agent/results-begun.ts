import type { Call, Disposition } from '../domain/call';
import type { CallStatus, ResultFields } from '../domain/call-result';
import type { ResultDraft } from '../domain/result-draft';
import { isMissed, type Desk, type DeskCall } from './desk';
import type { Clock } from '../ports/clock';
import type { ResultDrafts } from '../ports/result-drafts';
import type { DialPlan } from '../domain/dial-plan';
import { resultDue, type ResultSettings } from '../domain/result-due';

/** A call that ended longer ago is history: what came of it is forgotten, or filed by hand. */
const freshFor = 15 * 60_000;

const longestName = 200;

const statusOf: Readonly<Record<Disposition, CallStatus | null>> = {
  answered: 4,
  voicemail: 1,
  no_answer: 6,
  busy: 7,
  failed: 6,
  rejected: 6,
};

const noFields = (call: Call): ResultFields => ({
  link: null,
  status: isMissed(call) ? null : statusOf[call.disposition ?? 'no_answer'],
  note: '',
  task: null,
  contactName: '',
  leadName: '',
  pipelineId: null,
  stageId: null,
});

/** Begins a call result for each call of this agent that has ended, once, and keeps its picture up to date. */
export function resultsBegun(parts: {
  drafts: ResultDrafts;
  settings: ResultSettings;
  dialPlan: DialPlan;
  clock: Clock;
}): (before: Desk | undefined, now: Desk) => void {
  const { drafts, settings, dialPlan, clock } = parts;

  const isFresh = ({ call }: DeskCall, before: Desk | undefined, skew: number): boolean => {
    // Seen to end, whatever the PBX's clock says.
    if (before?.calls.some((one) => one.call.call_id === call.call_id && one.call.state !== 'ended'))
      return true;
    return clock.now() + skew - Date.parse(call.ended_at ?? call.started_at) < freshFor;
  };

  const callerOf = ({ caller }: DeskCall): Pick<ResultDraft, 'who' | 'chosen'> => {
    const only = caller.state === 'found' && caller.matches.length === 1 ? caller.matches[0] : undefined;
    const name = only?.name ?? (caller.state === 'internal' ? (caller.name ?? '') : '');
    return {
      who: name.trim().slice(0, longestName),
      chosen: only === undefined ? null : { kind: only.entity, id: only.id },
    };
  };

  const begin = (one: DeskCall): void => {
    const { call, caller } = one;
    drafts.add({
      callId: call.call_id,
      call,
      ...callerOf(one),
      unknown: caller.state === 'unknown' || caller.state === 'hidden',
      looked: caller.state === 'hidden' || caller.state === 'internal',
      offered: false,
      at: clock.now(),
      fields: noFields(call),
      stage: 'open',
      sent: {},
      faults: [],
      tries: 0,
      written: false,
      toldOpen: false,
    });
  };

  /** A recording, a length, a name that came later. */
  const keepUp = (one: DeskCall): void => {
    const draft = drafts.find(one.call.call_id);
    if (draft === undefined) return;
    const { who, chosen } = callerOf(one);
    if (draft.call.seq < one.call.seq) drafts.mark(draft.callId, { call: one.call });
    if (who !== '' && draft.who !== who) drafts.mark(draft.callId, { who, chosen });
  };

  return (before, now) => {
    const ended = now.calls.filter(({ call }) => call.state === 'ended');
    if (ended.length === 0) return;
    const decided = drafts.decided();
    for (const one of ended) {
      const { call } = one;
      if (decided.includes(call.call_id)) keepUp(one);
      else if (
        resultDue(call, now.session?.extension, settings, dialPlan) &&
        isFresh(one, before, now.skew)
      ) {
        drafts.decide(call.call_id);
        begin(one);
      }
    }
  };
}
