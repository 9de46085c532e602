import type { ResultDraft } from '../domain/result-draft';
import { isTyped, isUnfinished, savedTo } from '../domain/result-draft';
import type { CallStatus } from '../domain/call-result';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Pbx } from '../ports/pbx';
import { deliverResult, type DeliveryParts } from './result-delivery';

/** The undo of another tab, a moment before the end, is still on its way. */
const grace = 400;
const day = 24 * 60 * 60_000;
const firstPause = 2000;
const longestPause = 5 * 60_000;
const firstSilence = 1000;
const silentTries = 8;
/** How long the way to the card that took it is shown, ms. */
const shownFor = 8000;

export interface SenderParts extends DeliveryParts {
  readonly clock: Clock;
  readonly report: Pbx['report'];
  /** 0 to 1. */
  readonly chance: () => number;
  readonly onUnexpected: (error: unknown) => void;
}

const statusOf = ({ fields }: ResultDraft): { call_status?: CallStatus } =>
  fields.status === null ? {} : { call_status: fields.status };

/**
 * The leading tab's work on call results: sends those whose time for undo is over, one at a time, until the CRM and
 * the gateway have them; tells the gateway who is at it and what was cancelled. What it has reached is in the drafts,
 * so the next leader goes on from there.
 */
export function resultSender(parts: SenderParts): Undo {
  const { drafts, clock, report, chance, onUnexpected } = parts;
  const busy = new Set<string>();
  const silence = new Map<string, { times: number; until: number }>();
  let stopped = false;
  let stopTimer: Undo = () => undefined;
  let line: Promise<void> = Promise.resolve();

  const pause = (first: number, times: number): number =>
    Math.min(longestPause, first * 2 ** times) * (0.75 + chance() / 2);

  /** True once the gateway has said anything: a refusal is an end as well. */
  const told = async (draft: ResultDraft, outcome: 'open' | 'saved' | 'cancelled'): Promise<boolean> => {
    const reply = await report({
      call_id: draft.callId,
      outcome,
      ...(outcome === 'saved' && statusOf(draft)),
    });
    if (reply !== 'unheard') {
      silence.delete(draft.callId);
      return true;
    }
    const times = silence.get(draft.callId)?.times ?? 0;
    silence.set(draft.callId, { times: times + 1, until: clock.now() + pause(firstSilence, times) });
    return false;
  };

  const send = async (callId: string): Promise<void> => {
    const result = await deliverResult(callId, parts).catch((error: unknown) => {
      onUnexpected(error);
      return 'later' as const;
    });
    const tries = drafts.find(callId)?.tries ?? 0;
    if (result === 'later') {
      drafts.mark(callId, { tries: tries + 1, nextTry: clock.now() + pause(firstPause, tries) });
    }
  };

  const done = (callId: string): void => {
    const draft = drafts.find(callId);
    if (draft === undefined || savedTo(draft) === undefined) drafts.drop(callId);
    else drafts.mark(callId, { stage: 'sent', sendAt: clock.now() + shownFor });
  };

  /** When something is to be done for this draft, ms since 1970; undefined: nothing until it changes. */
  const dueAt = (draft: ResultDraft): number | undefined => {
    const heard = silence.get(draft.callId)?.until ?? 0;
    if (draft.stage === 'waiting') return (draft.sendAt ?? 0) + grace;
    if (draft.stage === 'sent') return draft.sendAt ?? 0;
    if (draft.stage === 'cancelled') return Math.max(heard, (draft.sendAt ?? 0) + grace);
    if (draft.stage === 'sending') return draft.written ? heard : (draft.nextTry ?? 0);
    if (!isUnfinished(draft)) return undefined;
    if (draft.offered && !draft.toldOpen) return heard;
    return isTyped(draft) ? undefined : draft.at + day;
  };

  const work = async (draft: ResultDraft): Promise<void> => {
    const { callId, stage } = draft;
    // A gateway that knows nothing of results never answers; one that is only just being connected will.
    const deaf =
      clock.now() - (draft.sendAt ?? draft.at) > day && (silence.get(callId)?.times ?? 0) >= silentTries;
    if (stage === 'waiting') drafts.mark(callId, { stage: 'sending', written: false, faults: [] });
    else if (stage === 'cancelled') {
      if ((await told(draft, 'cancelled')) || deaf) drafts.drop(callId);
    } else if (stage === 'sending') {
      if (!draft.written) await send(callId);
      else if ((await told(draft, 'saved')) || deaf) done(callId);
    } else if (draft.offered && !draft.toldOpen) {
      if (await told(draft, 'open')) drafts.mark(callId, { toldOpen: true });
    } else drafts.drop(callId);
  };

  const look = (): void => {
    stopTimer();
    if (stopped) return;
    const now = clock.now();
    let next = Infinity;
    for (const draft of drafts.list()) {
      const at = busy.has(draft.callId) ? undefined : dueAt(draft);
      if (at === undefined) continue;
      if (at > now) {
        next = Math.min(next, at);
        continue;
      }
      busy.add(draft.callId);
      const step = (): Promise<void> => {
        const latest = stopped ? undefined : drafts.find(draft.callId);
        const stillDue = latest !== undefined && (dueAt(latest) ?? Infinity) <= clock.now();
        return latest !== undefined && stillDue ? work(latest) : Promise.resolve();
      };
      // In their order, and not all at once after an outage.
      const done = draft.stage === 'sending' && !draft.written ? (line = line.then(step, step)) : step();
      void done.catch(onUnexpected).then(() => {
        busy.delete(draft.callId);
        look();
      });
    }
    if (next < Infinity) stopTimer = clock.after(Math.min(next - now, day), look);
  };

  const stopListening = drafts.onChange(look);
  look();
  return () => {
    stopped = true;
    stopListening();
    stopTimer();
  };
}
