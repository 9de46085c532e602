import { fakeClock } from '../../../test/fakes/fake-clock';
import { openFellows } from './fellows';

/** One that was begun now; `answerIn`: ms after which its database answers, or refuses. */
function gateway() {
  const clock = fakeClock();
  const way = { answerIn: 10, refuses: false };
  const begun = clock.now();
  const told: string[] = [];
  const fellows = openFellows({
    ask: () =>
      new Promise((resolve, reject) => {
        const { refuses, answerIn } = way;
        clock.after(answerIn, () => {
          if (refuses) reject(new Error('refused'));
          else resolve({ led: [28], alive: [] });
        });
      }),
    onNews: () => undefined,
    accounts: () => [28],
    clock: {
      ...clock,
      every(ms, run) {
        let undo = (): void => undefined;
        const again = (): void => {
          run();
          undo = clock.after(ms, again);
        };
        undo = clock.after(ms, again);
        return () => undo();
      },
    },
    passed: () => clock.now() - begun,
    warn: () => undefined,
  });
  fellows.lead(28).onChange((leads) => told.push(leads ? 'leads' : 'leads no more'));
  fellows.onDeaf(() => told.push('sends browsers away'));
  return { clock, way, told, fellows };
}

test('a database that refuses costs the lead and the browsers together, until it answers again', async () => {
  const { clock, way, told, fellows } = gateway();
  await clock.pass(2_000);
  Object.assign(way, { refuses: true });
  await clock.pass(1_500);
  expect(told).toEqual(['leads']);
  await clock.pass(1_500);
  expect(told).toEqual(['leads', 'leads no more', 'sends browsers away']);
  await clock.pass(60_000);
  expect(told).toHaveLength(3);
  expect(fellows.isHearing()).toBe(false);
  Object.assign(way, { refuses: false });
  await clock.pass(1_000);
  expect(fellows.isHearing()).toBe(true);
});

test('a database that is slow costs the lead alone: browsers stay for as long', async () => {
  const { clock, way, told, fellows } = gateway();
  await clock.pass(2_000);
  Object.assign(way, { answerIn: 4_000 });
  await clock.pass(600_000);
  expect(told).toEqual(['leads', 'leads no more']);
  expect(fellows.isHearing()).toBe(true);
});

test('one refusal between answers sends nobody away, a silence of six seconds does', async () => {
  const { clock, way, told, fellows } = gateway();
  await clock.pass(2_000);
  Object.assign(way, { refuses: true, answerIn: 2_900 });
  await clock.pass(3_000);
  Object.assign(way, { refuses: false, answerIn: 10 });
  await clock.pass(2_000);
  expect(told.filter((said) => said.startsWith('sends'))).toEqual([]);
  Object.assign(way, { answerIn: 60_000 });
  await clock.pass(5_500);
  expect(fellows.isHearing()).toBe(true);
  await clock.pass(1_500);
  expect(told.at(-1)).toBe('sends browsers away');
  expect(fellows.isHearing()).toBe(false);
});
