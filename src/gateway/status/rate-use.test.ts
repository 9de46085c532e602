import { fakeClock, settle } from '../../../test/fakes/fake-clock';
import { crmBudget } from '../crm-budget';
import { rateUse } from './rate-use';

test('what went in the last second, what waits, and the busiest second of the last minute', async () => {
  const clock = fakeClock();
  const use = rateUse(
    crmBudget(3, (ms, run) => clock.after(ms, run)),
    3,
    () => clock.now(),
  );
  expect(use.read()).toEqual({ limit: 3, used: 0, peak: 0, waiting: 0 });
  for (let index = 0; index < 5; index += 1) void use.turn().then((arrived) => arrived());
  await settle();
  expect(use.read()).toEqual({ limit: 3, used: 3, peak: 3, waiting: 2 });
  await clock.pass(1000);
  expect(use.read()).toEqual({ limit: 3, used: 2, peak: 3, waiting: 0 });
  await clock.pass(30_000);
  expect(use.read()).toEqual({ limit: 3, used: 0, peak: 3, waiting: 0 });
  await clock.pass(30_000);
  expect(use.read()).toEqual({ limit: 3, used: 0, peak: 0, waiting: 0 });
});
