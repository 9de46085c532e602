import { failedTries, mostTries } from './failed-tries';

const from = (remoteAddress: string) => ({ socket: { remoteAddress }, headers: {} });

test('an address that keeps guessing is not heard for the rest of a minute, and others are', () => {
  const clock = { now: 0 };
  const tries = failedTries(() => clock.now);
  for (let count = 1; count < mostTries; count += 1) tries.failed(from('192.0.2.1'));
  expect(tries.blockedFor(from('192.0.2.1'))).toBe(0);
  clock.now = 20_000;
  tries.failed(from('192.0.2.1'));
  expect([tries.blockedFor(from('192.0.2.1')), tries.blockedFor(from('192.0.2.2'))]).toEqual([40, 0]);
  clock.now = 60_000;
  expect(tries.blockedFor(from('192.0.2.1'))).toBe(0);
});
