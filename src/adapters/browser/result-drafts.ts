import type { ResultDraft, ResultState } from '../../domain/result-draft';
import type { ResultDrafts } from '../../ports/result-drafts';
import { stateOf, typedOf } from './result-draft-text';
import { keptEntries } from './kept-entries';
import type { StorageCopy } from './storage-copy';

const decideAtMost = 300;

/** What the sender alone writes, in the leading tab; all else is written by the tab that its agent uses. */
const ofSender: ReadonlySet<string> = new Set<keyof ResultState>([
  'call',
  'who',
  'chosen',
  'at',
  'sent',
  'tries',
  'nextTry',
  'written',
  'toldOpen',
]);
const part = (state: Partial<ResultState>, bySender: boolean): object =>
  Object.fromEntries(Object.entries(state).filter(([name]) => ofSender.has(name) === bySender));

/**
 * Port `ResultDrafts` over localStorage, three entries a call, so that two tabs at work at once never write the same
 * one: `typed`, `stage` and, by the leading tab, `work`. Where storage is full or forbidden, what could not be stored
 * lasts as long as the page. `recover` brings back from the copy what the disk lost with the whole browser; before it
 * nothing should be sent, or a result that was on its way goes out twice.
 */
export function localResultDrafts(
  key: string,
  copy: StorageCopy,
): ResultDrafts & { recover(): Promise<void> } {
  const [stageKey, workKey, typedKey] = [`${key}:stage:`, `${key}:work:`, `${key}:typed:`];
  const decidedKey = `${key}:decided`;
  const entries = keptEntries(key, copy);
  const listeners = new Set<() => void>();
  let known: readonly ResultDraft[] | undefined;

  const { read, names, stampKey } = entries;
  let unkept = false;
  const write = (name: string, value: string | null): void => {
    void entries.write(name, value).then(() => {
      if (entries.unkept() === unkept) return;
      unkept = !unkept;
      changed();
    });
  };

  const draft = (callId: string): ResultDraft | undefined => {
    const state = stateOf(read(workKey + callId), read(stageKey + callId));
    return state && { ...state, callId, fields: typedOf(read(typedKey + callId)) };
  };
  const list = (): readonly ResultDraft[] => {
    const ids = names().flatMap((name) => (name.startsWith(stageKey) ? [name.slice(stageKey.length)] : []));
    return [...new Set(ids)].flatMap((callId) => draft(callId) ?? []).sort((a, b) => a.at - b.at);
  };
  const changed = (): void => {
    known = undefined;
    for (const listener of listeners) listener();
  };
  const put = (callId: string, more: Partial<ResultState>): void => {
    for (const [prefix, bySender] of [
      [workKey, true],
      [stageKey, false],
    ] as const) {
      const changes = part(more, bySender);
      if (Object.keys(changes).length === 0) continue;
      const before = stateOf(read(workKey + callId), read(stageKey + callId));
      write(prefix + callId, JSON.stringify({ ...(before && part(before, bySender)), ...changes }));
    }
  };
  const decided = (): readonly string[] => {
    try {
      const raw: unknown = JSON.parse(read(decidedKey) ?? '[]');
      return Array.isArray(raw) ? raw.filter((id): id is string => typeof id === 'string') : [];
    } catch {
      return [];
    }
  };
  const onStorage = ({ key: name }: StorageEvent): void => {
    if (name === null || (name.startsWith(`${key}:`) && name !== stampKey)) changed();
  };

  return {
    async recover() {
      if (await entries.recover()) changed();
    },
    list: () => (known ??= list()),
    find: draft,
    add({ callId, fields, ...state }) {
      write(typedKey + callId, JSON.stringify(fields));
      put(callId, state);
      changed();
    },
    type(callId, part) {
      write(typedKey + callId, JSON.stringify({ ...typedOf(read(typedKey + callId)), ...part }));
      changed();
    },
    mark(callId, more) {
      if (draft(callId) === undefined) return;
      put(callId, more);
      changed();
    },
    drop(callId) {
      for (const prefix of [stageKey, workKey, typedKey]) write(prefix + callId, null);
      changed();
    },
    decided,
    decide: (callId) => write(decidedKey, JSON.stringify([...decided(), callId].slice(-decideAtMost))),
    unkept: entries.unkept,
    onChange(listener) {
      if (listeners.size === 0) {
        addEventListener('storage', onStorage);
        // Back from the back/forward cache, where no word of the other tabs came.
        addEventListener('pageshow', changed);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        removeEventListener('storage', onStorage);
        removeEventListener('pageshow', changed);
      };
    },
  };
}
