import type { ColleagueStates } from '../../domain/colleague';
import { colleagueWatch } from './colleague-watch';

function setUp() {
  const seen: ColleagueStates[] = [];
  let hear: ((raw: unknown) => void) | undefined;
  const stop = colleagueWatch(
    {
      watchColleagues(listener) {
        hear = listener;
        return () => (hear = undefined);
      },
    },
    (states) => seen.push(states),
  );
  return { seen, stop, tell: (raw: unknown) => hear?.(raw) };
}

test('the whole first, then each change on top of it; a new connection begins anew', () => {
  const { seen, tell, stop } = setUp();
  tell({ whole: true, states: { '101': 'free', '102': 'busy' } });
  tell({ whole: false, states: { '102': 'free', '103': 'busy' } });
  tell({ whole: true, states: { '102': 'busy' } });
  expect(seen).toEqual([
    { '101': 'free', '102': 'busy' },
    { '101': 'free', '102': 'free', '103': 'busy' },
    { '102': 'busy' },
  ]);
  stop();
  tell({ whole: true, states: {} });
  expect(seen).toHaveLength(3);
});

test('changes of something never heard would make everybody else offline: they are left', () => {
  const { seen, tell } = setUp();
  tell({ whole: false, states: { '102': 'free' } });
  expect(seen).toEqual([]);
});

test.each([null, 5, {}, { whole: 1, states: {} }, { whole: true, states: null }, { whole: true }])(
  '%j is no news',
  (raw) => {
    const { seen, tell } = setUp();
    tell(raw);
    expect(seen).toEqual([]);
  },
);

test('a state that is not known here is left out, with no harm to the others', () => {
  const { seen, tell } = setUp();
  tell({ whole: true, states: { '101': 'asleep', '102': 'free', '103': 7 } });
  expect(seen).toEqual([{ '102': 'free' }]);
});
