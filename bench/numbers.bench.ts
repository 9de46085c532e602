import { test } from '@playwright/test';
import { callState, type CallEvent } from '../src/domain/call';
import { callersAmong, type Candidate } from '../src/domain/caller';
import { dialPlanOf } from '../src/domain/dial-plan';
import { parsePhone } from '../src/domain/phone-number';
import { median } from './quantile';
import { growth, record } from './record';

const plan = dialPlanOf('RU');
const rounds = 9;
const roundLasts = 150;

/** Median ms of one `run`, over rounds that each repeat it for a while; the first round only warms up. */
function costOf(run: () => number): number {
  const costs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    let [times, kept] = [0, 0];
    const start = performance.now();
    let lasted = 0;
    while (lasted < roundLasts) {
      kept += run();
      times += 1;
      lasted = performance.now() - start;
    }
    // What nobody reads need not be computed.
    if (kept === 0) throw new Error('nothing was computed');
    if (round > 0) costs.push(lasted / times);
  }
  return median(costs);
}

const notations = [
  (n: string) => `8 (${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6, 8)}-${n.slice(8)}`,
  (n: string) => `+7 ${n.slice(0, 3)} ${n.slice(3)}`,
  (n: string) => n,
  (n: string) => `7${n}, доб. 12`,
];
const national = (index: number): string => String(9_000_000_000 + index * 37);
const written = (index: number): string => notations[index % notations.length]!(national(index));

const candidates = (count: number): Candidate[] =>
  Array.from({ length: count }, (_none, index) => ({
    entity: 'contact',
    id: index + 1,
    name: `Контакт ${index}`,
    phones: [written(index), written(index + count)],
  }));

const types = ['ringing', 'answered', 'ended', 'recorded'] as const;
const events = (count: number): CallEvent[] =>
  Array.from({ length: count }, (_none, index) => ({
    id: `e-${(index * 7919) % count}`,
    call_id: 'c',
    type: types[index % types.length]!,
    direction: 'inbound',
    from: '+79991112233',
    to: '+74951234567',
    extensions: [String(101 + (index % 5))],
    at: new Date(1_700_000_000_000 + ((index * 104_729) % count) * 1000).toISOString(),
    ...(index % 4 === 2 && { duration: 62, disposition: 'answered' }),
    ...(index % 4 === 3 && { recording_url: 'https://pbx.example.test/1.mp3' }),
  }));

test('numbers: phone numbers and the fold of a call', () => {
  const parsed = costOf(() => {
    let outside = 0;
    for (let index = 0; index < 1000; index += 1)
      if (parsePhone(written(index), plan).kind === 'outside') outside += 1;
    return outside;
  });
  record('numbers', [{ name: 'numbers parsed', value: (1000 / parsed) * 1000, unit: 'a second', n: rounds }]);

  const amongOf = (count: number): number => {
    const list = candidates(count);
    const caller = parsePhone(`+7${national(count - 1)}`, plan);
    return costOf(() => callersAmong(list, caller, plan).length);
  };
  const foldOf = (count: number): number => {
    const list = events(count);
    return costOf(() => (callState(list)?.state === 'ended' ? 1 : 0));
  };
  const among = [amongOf(1000), amongOf(10_000)] as const;
  const fold = [foldOf(4), foldOf(400)] as const;
  record('numbers', [
    {
      name: 'contacts compared with a caller',
      value: (10_000 / among[1]) * 1000,
      unit: 'a second',
      n: rounds,
    },
    growth('the caller among contacts', 'ms', [1000, 10_000], among, rounds),
    { name: 'events folded into a call', value: (400 / fold[1]) * 1000, unit: 'a second', n: rounds },
    growth('a call of events', 'ms', [4, 400], fold, rounds),
  ]);
});
