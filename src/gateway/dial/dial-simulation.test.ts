import { fiveDays } from '../../../test/dialing/five-days';

test('five days of agents with overlapping lists: nobody is called at night, too often, against a ban or by two', () => {
  const { calls, reached, ms, ...harm } = fiveDays({ numbers: 400, agents: 6, list: 150, days: 5, seed: 7 });
  expect(harm).toEqual({ outsideHours: 0, overDay: 0, overAll: 0, forbidden: 0, byTwo: 0 });
  expect(calls).toBeGreaterThan(400);
  expect(reached).toBeGreaterThan(100);
  expect(ms).toBeGreaterThan(0);
});
