import { aDraft, ivan, noFields } from '../../../test/fakes/fake-drafts';
import { localResultDrafts } from './result-drafts';

/** localStorage of one browser; `full`: whatever is written is refused, as by its quota. */
function browserStorage() {
  const kept = new Map<string, string>();
  const own = { full: false };
  const methods = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem(name: string, value: string) {
      if (own.full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name: string) => void kept.delete(name),
  };
  const storage = new Proxy(methods, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: (_methods, name) =>
      kept.has(String(name))
        ? { enumerable: true, configurable: true, value: kept.get(String(name)) }
        : undefined,
  });
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: () => storage });
  return { kept, own };
}

const listeners = new Map<string, (event: object) => void>();
beforeEach(() => {
  listeners.clear();
  Object.assign(globalThis, {
    addEventListener: (type: string, run: (event: object) => void) => listeners.set(type, run),
    removeEventListener: (type: string) => listeners.delete(type),
  });
});

test('all of a draft stands there for the next page, to the last letter', () => {
  browserStorage();
  const draft = aDraft({
    sendAt: 5,
    nextTry: 7,
    chosen: { kind: 'contact', id: 7 },
    sent: { noteId: 3, tried: { note: 'раз' } },
    faults: [{ field: 'note', code: 'refused', detail: 'нет' }],
    fields: {
      ...noFields,
      link: ivan,
      status: 4,
      note: 'Строка\nи «кавычки» 🙂',
      task: { typeId: 2, text: 'Дело', due: 1_790_000_000 },
      pipelineId: 1,
      stageId: 2,
    },
  });
  localResultDrafts('u').add(draft);
  expect(localResultDrafts('u').list()).toEqual([draft]);
});

test('another user of this browser sees none of it', () => {
  browserStorage();
  localResultDrafts('u').add(aDraft());
  expect(localResultDrafts('u2').list()).toEqual([]);
});

test('one tab types while the other sends: neither writes over the other', () => {
  browserStorage();
  const [typing, sending] = [localResultDrafts('u'), localResultDrafts('u')];
  typing.add(aDraft());
  typing.type('c-1', { note: 'а' });
  sending.mark('c-1', { tries: 3, sent: { noteId: 9 } });
  typing.type('c-1', { leadName: 'Окна' });
  typing.mark('c-1', { stage: 'later' });
  sending.type('c-1', { contactName: 'Пётр' });
  expect(sending.find('c-1')).toMatchObject({
    tries: 3,
    sent: { noteId: 9 },
    stage: 'later',
    fields: { note: 'а', leadName: 'Окна', contactName: 'Пётр' },
  });
});

test('what one tab types, the others hear of', () => {
  const { kept } = browserStorage();
  const [here, there] = [localResultDrafts('u'), localResultDrafts('u')];
  here.add(aDraft());
  expect(there.list()[0]!.fields.note).toBe('');
  let heard = 0;
  const stop = there.onChange(() => (heard += 1));
  here.type('c-1', { note: 'а' });
  for (const key of [...kept.keys(), 'somebody-else’s', null]) listeners.get('storage')!({ key });
  expect(heard).toBe(kept.size + 1);
  expect(there.list()[0]!.fields.note).toBe('а');
  stop();
  expect([...listeners]).toEqual([]);
});

test('a full storage: what is typed lasts as long as the page, and is stored once there is room', () => {
  const { own } = browserStorage();
  const drafts = localResultDrafts('u');
  drafts.add(aDraft());
  own.full = true;
  drafts.type('c-1', { note: 'Места нет' });
  expect(drafts.find('c-1')?.fields.note).toBe('Места нет');
  expect(localResultDrafts('u').find('c-1')?.fields.note).toBe('');
  own.full = false;
  drafts.type('c-1', { leadName: 'Есть' });
  expect(localResultDrafts('u').find('c-1')?.fields).toMatchObject({ note: 'Места нет', leadName: 'Есть' });
});

test('a storage that is forbidden: results can still be filed on this page', () => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new DOMException('no', 'SecurityError');
    },
  });
  const drafts = localResultDrafts('u');
  drafts.add(aDraft());
  drafts.type('c-1', { note: 'Всё равно' });
  expect(drafts.list().map(({ fields }) => fields.note)).toEqual(['Всё равно']);
  drafts.drop('c-1');
  expect(drafts.list()).toEqual([]);
});

test.each(['', 'null', '7', '"text"', '[]', '{', '{"call":{},"stage":"open"}', '{"stage":"nowhere"}'])(
  'a state that others wrote, %j, is no draft, and harms none',
  (text) => {
    const { kept } = browserStorage();
    const drafts = localResultDrafts('u');
    drafts.add(aDraft());
    kept.set('u:stage:c-0', text);
    kept.set('u:decided', text);
    expect(drafts.list().map(({ callId }) => callId)).toEqual(['c-1']);
    expect(drafts.decided()).toEqual([]);
    kept.set('u:typed:c-1', text);
    expect(drafts.find('c-1')?.fields).toEqual(noFields);
  },
);

test('a forgotten draft leaves nothing behind, and is not begun again', () => {
  const { kept } = browserStorage();
  const drafts = localResultDrafts('u');
  drafts.add(aDraft());
  drafts.decide('c-1');
  drafts.drop('c-1');
  drafts.mark('c-1', { stage: 'sending' });
  expect([...kept.keys()]).toEqual(['u:decided']);
  expect(drafts.decided()).toEqual(['c-1']);
});
