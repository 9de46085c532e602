import { aDraft, ivan, noFields } from '../../../test/fakes/fake-drafts';
import { browserStorage, memoryCopy } from '../../../test/fakes/browser-storage';
import { localResultDrafts } from './result-drafts';

const tab = (key = 'u', copy = memoryCopy()) => localResultDrafts(key, copy);

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
  tab().add(draft);
  expect(tab().list()).toEqual([draft]);
});

test('another user of this browser sees none of it', () => {
  browserStorage();
  tab().add(aDraft());
  expect(tab('u2').list()).toEqual([]);
});

test('one tab types while the other sends: neither writes over the other', () => {
  browserStorage();
  const [typing, sending] = [tab(), tab()];
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
  const [here, there] = [tab(), tab()];
  here.add(aDraft());
  expect(there.list()[0]!.fields.note).toBe('');
  let heard = 0;
  const stop = there.onChange(() => (heard += 1));
  here.type('c-1', { note: 'а' });
  for (const key of [...kept.keys(), 'somebody-else’s', null]) listeners.get('storage')!({ key });
  // Three entries of the draft, and all of the storage; not the stamp.
  expect(heard).toBe(4);
  expect(there.list()[0]!.fields.note).toBe('а');
  stop();
  expect([...listeners]).toEqual([]);
});

test('a full storage: what is typed lasts as long as the page, and is stored once there is room', () => {
  const { own } = browserStorage();
  const drafts = tab();
  drafts.add(aDraft());
  own.full = true;
  drafts.type('c-1', { note: 'Места нет' });
  expect(drafts.find('c-1')?.fields.note).toBe('Места нет');
  expect(tab().find('c-1')?.fields.note).toBe('');
  own.full = false;
  drafts.type('c-1', { leadName: 'Есть' });
  expect(tab().find('c-1')?.fields).toMatchObject({ note: 'Места нет', leadName: 'Есть' });
});

test('a storage that is forbidden: results can still be filed on this page', () => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new DOMException('no', 'SecurityError');
    },
  });
  const drafts = tab();
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
    const drafts = tab();
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
  const drafts = tab();
  drafts.add(aDraft());
  drafts.decide('c-1');
  drafts.drop('c-1');
  drafts.mark('c-1', { stage: 'sending' });
  expect([...kept.keys()].sort()).toEqual(['u:decided', 'u:stamp']);
  expect(drafts.decided()).toEqual(['c-1']);
});

describe('the whole browser dies, and its disk has localStorage as it was a while ago', () => {
  const start = Date.now();
  const minute = 60_000;
  afterEach(() => void jest.useRealTimers());
  beforeEach(() => void jest.useFakeTimers({ now: start }));

  test('what was typed and sent since then is there again; what was filed is not asked again', async () => {
    const { kept } = browserStorage();
    const copy = memoryCopy();
    const drafts = tab('u', copy);
    drafts.add(aDraft());
    drafts.add(aDraft({ callId: 'c-2' }));
    const disk = [...kept];
    jest.setSystemTime(start + 10);
    drafts.type('c-1', { note: 'До последней буквы' });
    drafts.mark('c-1', { sent: { noteId: 9 } });
    drafts.drop('c-2');
    drafts.decide('c-3');
    drafts.add(aDraft({ callId: 'c-4' }));

    kept.clear();
    for (const [name, value] of disk) kept.set(name, value);
    jest.setSystemTime(start + minute);
    const after = tab('u', copy);
    let heard = 0;
    after.onChange(() => (heard += 1));
    await after.recover();
    expect(heard).toBe(1);
    expect(after.list().map(({ callId }) => callId)).toEqual(['c-1', 'c-4']);
    expect(after.find('c-1')).toMatchObject({
      fields: { note: 'До последней буквы' },
      sent: { noteId: 9 },
    });
    expect(after.decided()).toEqual(['c-3']);
    after.type('c-1', { note: 'Дальше' });
    await tab('u', copy).recover();
    expect(tab('u', copy).find('c-1')?.fields.note).toBe('Дальше');
  });

  test('nothing was lost: what stands there is not overwritten by an older copy', async () => {
    browserStorage();
    const copy = memoryCopy();
    tab('u', copy).add(aDraft());
    jest.setSystemTime(start + minute);
    tab().type('c-1', { note: 'Новее копии' });
    jest.setSystemTime(start + 2 * minute);
    await tab('u', copy).recover();
    expect(tab().find('c-1')?.fields.note).toBe('Новее копии');
  });

  test('what another tab types this very moment is left to it', async () => {
    const { kept } = browserStorage();
    const copy = memoryCopy();
    const drafts = tab('u', copy);
    drafts.add(aDraft());
    const inSight = [...kept];
    drafts.type('c-1', { note: 'а' });
    kept.clear();
    for (const [name, value] of inSight) kept.set(name, value);
    jest.setSystemTime(start + 100);
    await tab('u', copy).recover();
    expect(tab().find('c-1')?.fields.note).toBe('');
  });

  test('the clock was set back meanwhile: later writes still count as later', async () => {
    const { kept } = browserStorage();
    const copy = memoryCopy();
    const drafts = tab('u', copy);
    drafts.add(aDraft());
    const disk = [...kept];
    jest.setSystemTime(start - 60 * minute);
    drafts.type('c-1', { note: 'Раньше по часам' });
    kept.clear();
    for (const [name, value] of disk) kept.set(name, value);
    await tab('u', copy).recover();
    expect(tab().find('c-1')?.fields.note).toBe('Раньше по часам');
  });
});

test('what finds room nowhere is said to be unkept, until it is kept', async () => {
  const { own } = browserStorage();
  const drafts = tab('u', memoryCopy(true));
  let heard = 0;
  drafts.onChange(() => (heard += 1));
  drafts.add(aDraft());
  await Promise.resolve();
  expect(drafts.unkept()).toBe(false);
  own.full = true;
  drafts.type('c-1', { note: 'Некуда' });
  const before = heard;
  await new Promise((resolve) => setImmediate(resolve));
  expect(drafts.unkept()).toBe(true);
  expect(heard).toBeGreaterThan(before);
  own.full = false;
  drafts.type('c-1', { note: 'Есть куда' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(drafts.unkept()).toBe(false);
});

test('with localStorage full the second copy keeps it for the next page', async () => {
  const { own } = browserStorage();
  const copy = memoryCopy();
  tab('u', copy).add(aDraft());
  own.full = true;
  const drafts = tab('u', copy);
  drafts.type('c-1', { note: 'Только в копии' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(drafts.unkept()).toBe(false);
  const next = tab('u', copy);
  jest.useFakeTimers({ now: Date.now() + 2000, doNotFake: ['setImmediate'] });
  await next.recover();
  jest.useRealTimers();
  expect(next.find('c-1')?.fields.note).toBe('Только в копии');
});
