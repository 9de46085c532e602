import { test } from '@playwright/test';
import { fiveDays } from '../test/dialing/five-days';
import { growth, record } from './record';

const numbers = Number(process.env['DIAL_NUMBERS'] ?? 10_000);

const words: Readonly<Record<string, string>> = {
  outsideHours: 'calls outside the client’s hours',
  overDay: 'calls over the cap of a day',
  overAll: 'calls over the cap of all tries',
  forbidden: 'calls to do-not-call numbers',
  byTwo: 'people rung by two agents at once',
};

/** Each agent's list is a seventh of all, so that every person stands in three lists. */
const run = (of: number) =>
  fiveDays({ numbers: of, agents: 20, list: Math.round(of / 7), days: 5, seed: 11 });

test('dialing: five days of twenty agents with overlapping lists', () => {
  test.setTimeout(600_000);
  const small = run(numbers / 10);
  const { calls, reached, ms, ...harm } = run(numbers);
  record('dialing', [
    { name: 'calls allowed in five days', value: calls, unit: 'calls' },
    { name: 'people reached', value: reached, unit: 'people' },
    ...Object.entries(harm).map(([name, value]) => ({
      ...{ name: words[name] ?? name, value },
      ...{ unit: 'times', floor: '≤ 0' },
    })),
    { name: 'wall time of the simulation', value: ms / 1000, unit: 's' },
    growth(
      'one call allowed and settled',
      'ms',
      [numbers / 10, numbers],
      [small.ms / small.calls, ms / calls],
    ),
  ]);
});
