import type { CallState } from '../domain/call';
import { dialPlanOf } from '../domain/dial-plan';
import { logEntry, skipReason } from './log-entry';

const dialPlan = dialPlanOf('RU');
const call = (more: Partial<CallState> = {}): CallState => ({
  ...{
    call_id: 'c-1',
    state: 'ended',
    direction: 'inbound',
    phone: '8 (912) 777-11-22',
    line: '+74951234567',
  },
  ...{ extensions: ['101'], started_at: '2026-01-31T10:00:00.000Z', ended_at: '2026-01-31T10:01:07.000Z' },
  ...{ duration: 62, disposition: 'answered' },
  ...more,
});
const parts = {
  ...{ dialPlan, source: 'widget', link: undefined, status: null },
  userOf: (extension: string) => (extension === '101' ? 504141 : undefined),
};

test('a call is told with the client’s number, the user by id, and no empty keys', () => {
  expect(logEntry(call(), parts)).toStrictEqual({
    ...{ direction: 'inbound', phone: '+79127771122', duration: 62, source: 'widget', uniq: 'c-1' },
    ...{ call_status: 4, call_responsible: 504141, responsible_user_id: 504141, created_by: 504141 },
    ...{ created_at: Date.UTC(2026, 0, 31, 10) / 1000, request_id: 'c-1' },
  });
});

test.each([
  [{ extensions: ['777'] }, { call_responsible: '777' }],
  [{ extensions: ['0101', '101'] }, { call_responsible: '0101' }],
] as const)('whoever is no user is named by the extension: %j', (more, wanted) => {
  const entry = logEntry(call(more), parts);
  expect(entry).toMatchObject(wanted);
  expect(entry).not.toHaveProperty('responsible_user_id');
  expect(entry).not.toHaveProperty('created_by');
});

test('a call that nobody was rung for names nobody', () => {
  expect(logEntry(call({ extensions: [] }), parts)).not.toHaveProperty('call_responsible');
});

test.each([
  ['answered', 'inbound', 4],
  ['voicemail', 'inbound', 1],
  ['no_answer', 'inbound', 6],
  ['failed', 'outbound', 6],
  ['rejected', 'outbound', 6],
  ['busy', 'outbound', 7],
  ['busy', 'inbound', 6],
] as const)('%s, %s, has the status %i', (disposition, direction, call_status) => {
  expect(logEntry(call({ disposition, direction }), parts).call_status).toBe(call_status);
});

test('what the agent chose goes before what the PBX says', () => {
  expect(logEntry(call(), { ...parts, status: 2 }).call_status).toBe(2);
});

test.each([
  ['8 912 777 11 22', '+79127771122'],
  ['sip:9127771122@pbx.test', '+79127771122'],
  ['+49 30 1234567', '+49301234567'],
  ['12345', '12345'],
])('%s is the number %s', (phone, wanted) => {
  expect(logEntry(call({ phone }), parts).phone).toBe(wanted);
});

test.each([
  ['102', 'internal'],
  ['', 'hidden_number'],
  ['anonymous', 'hidden_number'],
  ['+79127771122', undefined],
])('a call with "%s" is left out as %s', (phone, wanted) => {
  expect(skipReason(call({ phone }), dialPlan)).toBe(wanted);
});

test('a client whose call never left the agent’s own phone has no call in the card', () => {
  const own = { direction: 'outbound', disposition: 'failed', reasons: { '101': 'own_phone' } } as const;
  const placed = call(own);
  delete (placed as { answered_at?: string }).answered_at;
  expect(skipReason(placed, dialPlan)).toBe('not_called');
});

test('a recording that is known goes along', () => {
  expect(logEntry(call(), { ...parts, link: 'https://pbx.test/1' }).link).toBe('https://pbx.test/1');
});
