import { agentsOf, noon } from '../../test/routing/row';
import { situations } from '../../test/routing/situations';
import { dialPlanOf } from '../domain/dial-plan';
import { emptyPlan } from './plan';
import { readPlan } from './read-plan';
import { route, type Route } from './route';
import type { Situation } from './situation';

const offsetOf = (zone: string): number => {
  const [hours = 0, minutes = 0] = zone.split(':').map(Number);
  return hours * 60 + Math.sign(hours) * minutes;
};

/** As the table writes it: seconds only where they are not the plan's own. */
function words(given: Route, usual: number): string {
  if (given.action === 'reject') return `${given.code} ${given.message}`;
  const steps = [...new Set(given.targets.map(({ step }) => step))].map((step) =>
    given.targets.filter((target) => target.step === step),
  );
  const even = given.targets.every(({ timeout }) => timeout === usual);
  const said = steps.map((targets) => {
    const who = targets.map(({ extension }) => extension).join('+');
    return even ? who : `${who} /${String(targets[0]?.timeout)}`;
  });
  return `${given.reason}: ${said.join(' > ')}`;
}

test.each(situations)('$title', ({ plan: raw = {}, route: expected, ...row }) => {
  const read = readPlan(raw, () => false);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const situation: Situation = {
    from: row.from ?? '+79991112233',
    to: row.to ?? '+74951234567',
    at: Date.parse(row.at ?? noon),
    offsetOf,
    dialPlan: dialPlanOf('RU'),
    crm: row.crm,
    agents: agentsOf(row.agents),
    turn: row.turn ?? 0,
  };
  const given = route(read.plan, situation);
  expect(words(given, expected.includes('/') ? 0 : emptyPlan.ring)).toBe(expected);
  expect(given.trail.length).toBeGreaterThan(0);
});

test('at least sixty situations', () => expect(situations.length).toBeGreaterThanOrEqual(60));
