import { aCall, answered, ended } from '../../../test/fakes/fake-pbx';
import { agentPresence } from './agent-presence';

test('an agent is in a call from its answer to its end, and idle since then', () => {
  let now = 1_000;
  const presence = agentPresence(() => now);
  presence.heard(aCall());
  expect(presence.inCall('101')).toBe(false);
  presence.heard(aCall({ ...answered, seq: 2 }));
  expect([presence.inCall('101'), presence.inCall('102'), presence.idleSince('101')]).toEqual([
    true,
    false,
    undefined,
  ]);
  now = 5_000;
  presence.heard(aCall({ ...ended, seq: 3 }));
  expect([presence.inCall('101'), presence.idleSince('101'), presence.idleSince('102')]).toEqual([
    false,
    5_000,
    undefined,
  ]);
});

test('a call whose end never comes does not keep its agent busy for ever', () => {
  let now = 0;
  const presence = agentPresence(() => now);
  presence.heard(aCall({ ...answered, seq: 2 }));
  now = 4 * 3_600_000;
  expect(presence.inCall('101')).toBe(false);
});

test('a talk that is heard of late, as after a restart, counts from its answer', () => {
  const began = Date.parse('2026-06-10T09:00:00Z');
  let now = began + 3 * 3_600_000;
  const presence = agentPresence(() => now);
  presence.heard(aCall({ ...answered, answered_at: new Date(began).toISOString(), seq: 2 }));
  expect(presence.inCall('101')).toBe(true);
  now = began + 4 * 3_600_000;
  expect(presence.inCall('101')).toBe(false);
});

test('a talk that is told of when it is over counts from its end, a call that nobody took does not', () => {
  const over = Date.parse(ended.ended_at);
  let now = over + 60_000;
  const presence = agentPresence(() => now);
  presence.heard(aCall({ ...ended, seq: 3 }));
  presence.heard(
    aCall({
      state: 'ended',
      ended_at: ended.ended_at,
      disposition: 'no_answer',
      extensions: ['102'],
      seq: 3,
    }),
  );
  expect([presence.idleSince('101'), presence.idleSince('102')]).toEqual([over, undefined]);

  // The PBX's clock is ahead; and an older call that is heard of again changes nothing.
  now = over - 5_000;
  const ahead = agentPresence(() => now);
  ahead.heard(aCall({ ...ended, seq: 3 }));
  ahead.heard(aCall({ ...ended, call_id: 'c-0', ended_at: '2026-01-31T09:00:00.000Z', seq: 4 }));
  expect(ahead.idleSince('101')).toBe(now);
});
