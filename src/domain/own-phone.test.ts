import { callState, type CallEvent } from './call';
import { clientNotCalled } from './own-phone';

const event = (type: CallEvent['type'], second: number, more: Partial<CallEvent> = {}): CallEvent => ({
  id: `e-${second}`,
  call_id: 'c-1',
  type,
  direction: 'outbound',
  from: '+74951234567',
  to: '+79991112233',
  extensions: ['101'],
  at: new Date(Date.UTC(2026, 0, 31, 10, 0, second)).toISOString(),
  ...more,
});
const own = event('ringing', 0, { reason: 'own_phone' });
const client = event('ringing', 5, { reason: 'client_phone' });
const none = event('ended', 30, { disposition: 'no_answer' });
const of = (...events: CallEvent[]): boolean => clientNotCalled(callState(events)!);

test('a client whose call ended at the agent’s own phone was never called, in whatever order it is told', () => {
  expect([of(own, none), of(none, own)]).toEqual([true, true]);
});

test('while it rings, or once the client’s phone rang or was answered, it was', () => {
  expect(of(own)).toBe(false);
  expect([of(own, client, none), of(none, client, own)]).toEqual([false, false]);
  expect(of(own, event('answered', 6), none)).toBe(false);
  expect(of(own, event('ended', 30, { disposition: 'answered', duration: 9 }))).toBe(false);
  expect(of(event('ringing', 0), none)).toBe(false);
});
