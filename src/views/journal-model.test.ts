import { dialPlanOf } from '../domain/dial-plan';
import type { JournalPage, JournalRow } from '../domain/journal';
import { journalModel, type JournalView } from './journal-model';
import russian from '../../i18n/ru.json';

/** The texts as the page has them: a path without one comes back as it is. */
function texts(path: string, values: Readonly<Record<string, string | number>> = {}): string {
  const found = path
    .split('.')
    .reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], russian);
  if (typeof found !== 'string') return path;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
const words = { texts, dialPlan: dialPlanOf('RU'), moment: (iso: string) => iso.slice(11, 16) };

const row = (more: Partial<JournalRow> = {}): JournalRow => ({
  call_id: 'c-1',
  phone: '89991112233',
  direction: 'inbound',
  ended_at: '2026-01-31T10:00:00.000Z',
  state: 'logged',
  reason: null,
  tries: 1,
  next_at: null,
  entity: null,
  ...more,
});
const read = (more: Partial<JournalPage> = {}): JournalPage => ({
  counts: { waiting: 2, logged: 5, refused: 1, held: 3 },
  stopped: null,
  rows: [row()],
  next: null,
  ...more,
});
const model = (more: Partial<JournalView> = {}) =>
  journalModel(
    { filter: 'all', page: read(), trouble: undefined, busy: new Set(), notice: '', reading: false, ...more },
    words,
    100,
  );
const detail = (more: Partial<JournalRow>) => model({ page: read({ rows: [row(more)] }) }).rows[0]!.detail;

test('calls that wait for an agent are counted among those that wait', () => {
  expect(model().filters.map(({ text }) => text)).toEqual([
    'Все',
    'Ждут (5)',
    'Записаны (5)',
    'Отклонены (1)',
  ]);
  expect(model()).toMatchObject({ tone: 'good', cure: 'Ждут записи: 5.' });
});

test('a reason of ours is said in words, the CRM’s own is quoted, a long one cut', () => {
  expect(detail({ state: 'skipped', reason: 'internal' })).toBe('Звонок между сотрудниками.');
  expect(detail({ state: 'refused', reason: 'phone is wrong.' })).toBe('Ответ CRM: «phone is wrong».');
  expect(detail({ state: 'refused', reason: 'no_such_code' })).toBe('Ответ CRM: «no_such_code».');
  expect(detail({ state: 'refused', reason: 'x'.repeat(5000) }).length).toBeLessThan(400);
});

test('one that waits says when it is tried next and how often it was', () => {
  expect(detail({ state: 'waiting', tries: 4, next_at: '2026-01-31T10:05:00.000Z' })).toBe(
    'Следующая попытка 10:05. Попыток: 4.',
  );
  expect(detail({ state: 'waiting', reason: 'HTTP 504' })).toBe('Последняя попытка: «HTTP 504».');
});

test('while nothing is written no next try is promised', () => {
  const rows = [row({ state: 'waiting', next_at: '2026-01-31T10:05:00.000Z' })];
  const stopped = { reason: 'account_unpaid', since: '2026-01-31T09:30:00.000Z' };
  expect(model({ page: read({ rows, stopped }) }).rows[0]!.detail).toBe('');
});

test.each([
  ['contacts', '/contacts/detail/7'],
  ['lead', '/leads/detail/7'],
  ['somewhere', ''],
])('what was logged in %s is a link to %s', (type, href) => {
  const [first] = model({ page: read({ rows: [row({ entity: { type, id: 7 } })] }) }).rows;
  expect(first!.href).toBe(href);
});

test('only what was refused can be tried again, and not twice at once', () => {
  const rows = [
    row({ state: 'refused' }),
    row({ call_id: 'c-2', state: 'refused' }),
    row({ state: 'waiting' }),
  ];
  const retries = (...busy: string[]) =>
    model({ page: read({ rows }), busy: new Set(busy) }).rows.map(({ retry }) => retry);
  expect(retries()).toEqual(['yes', 'yes', '']);
  expect(retries('c-2')).toEqual(['yes', 'busy', '']);
  expect(retries('all')).toEqual(['busy', 'busy', '']);
});

test('a stop names its cause and its cure, also one that is not known here', () => {
  const stopped = (reason: string) =>
    model({ page: read({ stopped: { reason, since: '2026-01-31T09:30:00.000Z' } }) });
  expect(stopped('account_unpaid')).toMatchObject({
    tone: 'bad',
    status: 'Запись звонков в CRM остановлена с 09:30. Аккаунт CRM не оплачен.',
    cure: expect.stringContaining('Оплатите аккаунт') as string,
    retryAll: 'yes',
  });
  expect(stopped('Something new').status).toContain('Ответ CRM: «Something new».');
  expect(stopped('Something new').cure).toContain('Устраните причину');
});

test('trouble is said above what was read before', () => {
  const view = model({ trouble: 'unreachable' });
  expect([view.tone, view.rows.length, view.status]).toEqual(['bad', 1, 'Шлюз телефонии не отвечает.']);
  expect(model({ page: undefined })).toMatchObject({
    tone: 'busy',
    status: 'Читаем журнал…',
    rows: [],
    empty: '',
  });
});

test('more is offered as long as there is more and it can be shown', () => {
  const many = (count: number) =>
    model({ page: read({ rows: Array.from({ length: count }, () => row()), next: 'x' }) }).more;
  expect([many(50), many(100)]).toEqual([true, false]);
});
