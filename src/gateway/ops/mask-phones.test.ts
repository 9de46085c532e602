import { maskedLine, maskPhones } from './mask-phones';

test.each([
  ['no contact has +79991112233', 'no contact has ***33'],
  ['8 (999) 111-22-33 rings', '***33 rings'],
  ['/api/v4/contacts?query=9991112233&limit=50', '/api/v4/contacts?query=***33&limit=50'],
  ['2026-01-31T10:00:00.000Z extension 101', '2026-01-31T10:00:00.000Z extension 101'],
])('%s', (said, logged) => {
  expect(maskPhones(said)).toBe(logged);
});

test('a log line keeps the ids of calls and hides numbers at any depth, in errors too', () => {
  const line = maskedLine({
    call_id: '1706695200.12345',
    trail: [{ said: 'asked for +74951234567' }],
    err: new Error('400 phone: +74951234567'),
  });
  expect(JSON.stringify(line)).not.toContain('4951234567');
  expect(line).toMatchObject({ call_id: '1706695200.12345', err: { message: '400 phone: ***67' } });
});
