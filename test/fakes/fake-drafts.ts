import type { ResultFields } from '../../src/domain/call-result';
import type { ResultDraft } from '../../src/domain/result-draft';
import type { ResultDrafts } from '../../src/ports/result-drafts';
import { aCall, ended } from './fake-pbx';

export const noFields: ResultFields = {
  link: null,
  status: null,
  note: '',
  task: null,
  contactName: '',
  leadName: '',
  pipelineId: null,
  stageId: null,
};

export const ivan = { kind: 'contact', id: 7, name: 'Иван' } as const;

/** A result of a call with Ivan, just begun. */
export const aDraft = (more: Partial<ResultDraft> = {}): ResultDraft => ({
  callId: 'c-1',
  call: aCall(ended),
  who: 'Иван',
  chosen: null,
  unknown: false,
  looked: true,
  offered: true,
  at: Date.UTC(2026, 0, 31, 10),
  fields: { ...noFields, link: ivan },
  stage: 'open',
  sent: {},
  faults: [],
  tries: 0,
  written: false,
  toldOpen: true,
  ...more,
});

/** The drafts of one user, in memory: what every tab of theirs sees. */
export function fakeDrafts(...given: ResultDraft[]): ResultDrafts {
  const kept = new Map(given.map((draft) => [draft.callId, draft]));
  const [listeners, decided] = [new Set<() => void>(), new Array<string>()];
  const change = (callId: string, more: (draft: ResultDraft) => ResultDraft): void => {
    const draft = kept.get(callId);
    if (draft === undefined) return;
    kept.set(callId, more(draft));
    for (const listener of listeners) listener();
  };
  return {
    list: () => [...kept.values()].sort((a, b) => a.at - b.at),
    find: (callId) => kept.get(callId),
    add(draft) {
      kept.set(draft.callId, draft);
      change(draft.callId, (same) => same);
    },
    type: (callId, part) => change(callId, (draft) => ({ ...draft, fields: { ...draft.fields, ...part } })),
    mark: (callId, state) => change(callId, (draft) => ({ ...draft, ...state })),
    drop(callId) {
      kept.delete(callId);
      for (const listener of listeners) listener();
    },
    decided: () => decided,
    decide: (callId) => void decided.push(callId),
    unkept: () => false,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Those that something is still to be done for: of the others only the way to their card is shown. */
export const unsent = (drafts: ResultDrafts): readonly ResultDraft[] =>
  drafts.list().filter(({ stage }) => stage !== 'sent');
