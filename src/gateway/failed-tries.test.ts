import { addressOf, failedTries, mostTries } from './failed-tries';

test('an address that keeps guessing is not heard for the rest of a minute, and others are', () => {
  const clock = { now: 0 };
  const tries = failedTries(() => clock.now);
  for (let count = 1; count < mostTries; count += 1) tries.failed('192.0.2.1');
  expect(tries.blockedFor('192.0.2.1')).toBe(0);
  clock.now = 20_000;
  tries.failed('192.0.2.1');
  expect([tries.blockedFor('192.0.2.1'), tries.blockedFor('192.0.2.2')]).toEqual([40, 0]);
  clock.now = 60_000;
  expect(tries.blockedFor('192.0.2.1')).toBe(0);
});

test.each([
  ['192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
  ['::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
])('asked by %s, who names %s: it is %s', (remoteAddress, named, address) => {
  const headers = named === undefined ? {} : { 'x-forwarded-for': named };
  expect(addressOf({ socket: { remoteAddress }, headers })).toBe(address);
});
