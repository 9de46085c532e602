import {
  callStatuses,
  type LinkKind,
  type ResultFault,
  type ResultField,
  type ResultFields,
  type ResultLink,
  type ResultStage,
  type ResultTask,
} from '../../domain/call-result';
import type { ResultState } from '../../domain/result-draft';
import { parseCall } from '../../protocol/parse-call';

/** Storage outlives versions, and others may write there: nothing of it is believed unread. */
type Given = Readonly<Record<string, unknown>>;
const kinds: readonly LinkKind[] = ['lead', 'contact', 'company', 'customer'];
const stages: readonly ResultStage[] = [
  'open',
  'later',
  'waiting',
  'sending',
  'refused',
  'cancelled',
  'sent',
];

function given(text: string | null): Given | undefined {
  try {
    return record(JSON.parse(text ?? 'null'));
  } catch {
    return undefined;
  }
}
const record = (raw: unknown): Given | undefined =>
  typeof raw === 'object' && raw !== null ? (raw as Given) : undefined;
const text = (raw: unknown): string => (typeof raw === 'string' ? raw : '');
const number = (raw: unknown): number | undefined =>
  typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
const id = (raw: unknown): number | null => number(raw) ?? null;
const oneOf = <T>(list: readonly T[], raw: unknown): T | undefined => list.find((one) => one === raw);

function linkOf(raw: unknown): ResultLink | null {
  const link = record(raw);
  const [kind, key] = [oneOf(kinds, link?.['kind']), id(link?.['id'])];
  return kind === undefined || key === null ? null : { kind, id: key, name: text(link?.['name']) };
}

function taskOf(raw: unknown): ResultTask | null {
  const task = record(raw);
  if (task === undefined) return null;
  return { typeId: number(task['typeId']) ?? 0, text: text(task['text']), due: number(task['due']) ?? 0 };
}

/** What was typed; nothing where the text cannot be read. */
export function typedOf(stored: string | null): ResultFields {
  const raw = given(stored) ?? {};
  return {
    link: linkOf(raw['link']),
    status: oneOf(callStatuses, raw['status']) ?? null,
    note: text(raw['note']),
    task: taskOf(raw['task']),
    contactName: text(raw['contactName']),
    leadName: text(raw['leadName']),
    pipelineId: id(raw['pipelineId']),
    stageId: id(raw['stageId']),
  };
}

const faultsIn = (raw: unknown): ResultFault[] =>
  (Array.isArray(raw) ? raw : []).flatMap((one: unknown) => {
    const fault = record(one);
    const detail = text(fault?.['detail']);
    const code = text(fault?.['code']);
    if (code === '') return [];
    return [{ field: text(fault?.['field']) as ResultField, code, ...(detail !== '' && { detail }) }];
  });

/** Undefined for what is no state of a call result. Its parts may be stored apart. */
export function stateOf(...stored: readonly (string | null)[]): ResultState | undefined {
  const raw: Given = stored.reduce((all, part) => ({ ...all, ...given(part) }), {});
  const [call, stage] = [parseCall(raw['call']), oneOf(stages, raw['stage'])];
  if (call === undefined || stage === undefined) return undefined;
  const chosen = linkOf(raw['chosen']);
  const [sendAt, nextTry] = [number(raw['sendAt']), number(raw['nextTry'])];
  return {
    call,
    stage,
    who: text(raw['who']),
    unknown: raw['unknown'] === true,
    chosen: chosen === null ? null : { kind: chosen.kind, id: chosen.id },
    looked: raw['looked'] === true,
    offered: raw['offered'] === true,
    at: number(raw['at']) ?? 0,
    tries: number(raw['tries']) ?? 0,
    written: raw['written'] === true,
    toldOpen: raw['toldOpen'] === true,
    sent: record(raw['sent']) ?? {},
    faults: faultsIn(raw['faults']),
    ...(sendAt !== undefined && { sendAt }),
    ...(nextTry !== undefined && { nextTry }),
  };
}
