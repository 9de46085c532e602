import { phoneCall, ringing } from '../../test/fakes/phone-calls';
import { recentsFrom, redialNumber, withRecent, type RecentNumber } from './phone-recent';

const ended = (id: string, more: object = {}) => phoneCall({ id, stage: 'ended', why: 'hung-up', ...more });
const irina = { number: '+79991112233', name: 'Ирина' };
const pavel = { number: '+79994445566', name: 'Павел' };

test('a call that is over is on the list once, however often it is heard of', () => {
  const once = withRecent([], ended('one'), irina);
  expect(once).toMatchObject([{ id: 'one', ...irina, missed: false }]);
  expect(withRecent(once, ended('one'), irina)).toBe(once);
});

test('the newest call of a number stands first and alone', () => {
  const list = [
    [ended('one'), irina],
    [ended('two'), pavel],
    [ended('three'), irina],
  ] as const;
  const shown = list.reduce<readonly RecentNumber[]>((all, [call, who]) => withRecent(all, call, who), []);
  expect(shown.map(({ id }) => id)).toEqual(['three', 'two']);
});

test('a name that comes late still joins its number', () => {
  const nameless = withRecent([], ended('one'), { ...irina, name: '' });
  expect(withRecent(nameless, ended('one'), irina)).toMatchObject([irina]);
});

test('only what nobody answered or declined was missed', () => {
  const missed = (why: 'cancelled' | 'no-answer' | 'declined' | 'answered-elsewhere'): boolean =>
    withRecent([], ringing({ stage: 'ended', why }), irina)[0]!.missed;
  expect([
    missed('cancelled'),
    missed('no-answer'),
    missed('declined'),
    missed('answered-elsewhere'),
  ]).toEqual([true, true, false, false]);
});

test('hidden numbers, calls under way and talks that moved elsewhere are not on it', () => {
  expect(withRecent([], ended('one'), { number: '', name: '' })).toEqual([]);
  expect(withRecent([], phoneCall(), irina)).toEqual([]);
  expect(withRecent([], ended('one', { why: 'replaced' }), irina)).toEqual([]);
});

test('a second try calls the number that was dialled last', () => {
  const list = withRecent(
    withRecent([], ended('one', { direction: 'outbound' }), irina),
    ended('two'),
    pavel,
  );
  expect(redialNumber(list)).toBe(irina.number);
  expect(redialNumber([])).toBe('');
});

test('whatever else stands in the storage is left out', () => {
  const [good] = withRecent([], ended('one'), irina);
  expect(recentsFrom([good, null, 'x', { ...good, at: 'noon' }, { ...good, direction: 'up' }])).toEqual([
    good,
  ]);
  expect([null, {}, 'x', 3].map(recentsFrom)).toEqual([[], [], [], []]);
});
