import { mostEvents, parsePbxEvents } from './pbx-events';

const ringing = {
  id: 'e-1',
  call_id: 'c-77',
  type: 'ringing',
  direction: 'inbound',
  from: '+79991112233',
  to: '+74951234567',
  extensions: ['101', '102'],
  at: '2026-01-31T10:00:00.000Z',
};
const ended = { ...ringing, id: 'e-2', type: 'ended', duration: 62, disposition: 'answered' };

const faultsOf = (body: unknown) => {
  const parsed = parsePbxEvents(body);
  return 'faults' in parsed ? parsed.faults.map(({ index, field, code }) => `${index} ${field} ${code}`) : [];
};
const eventOf = (body: unknown) => {
  const parsed = parsePbxEvents(body);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.events[0]!;
};

test('an event as the contract shows it is taken as it is', () => {
  expect(eventOf(ringing)).toEqual(ringing);
  expect(eventOf(ended)).toEqual(ended);
});

test.each([
  ['id', undefined, 'id required'],
  ['id', 5, 'id wrong_type'],
  ['id', '', 'id wrong_length'],
  ['id', 'x'.repeat(129), 'id wrong_length'],
  ['id', 'a\u0000b', 'id forbidden_character'],
  ['call_id', null, 'call_id wrong_type'],
  ['call_id', {}, 'call_id wrong_type'],
  ['type', 'Ringing', 'type wrong_value'],
  ['type', ['ringing'], 'type wrong_value'],
  ['direction', 'internal', 'direction wrong_value'],
  ['from', undefined, 'from required'],
  ['from', 79991112233, 'from wrong_type'],
  ['from', '7'.repeat(65), 'from wrong_length'],
  ['from', '+7\n999', 'from forbidden_character'],
  ['from', '\ud800', 'from forbidden_character'],
  ['to', '\u0085', 'to forbidden_character'],
  ['extensions', undefined, 'extensions required'],
  ['extensions', '101', 'extensions wrong_type'],
  ['extensions', { 0: '101' }, 'extensions wrong_type'],
  ['extensions', ['101', 102], 'extensions[1] wrong_type'],
  ['extensions', ['101', ' '], 'extensions[1] wrong_length'],
  ['extensions', Array.from({ length: 101 }, String), 'extensions too_many'],
  ['at', undefined, 'at required'],
  ['at', 1_700_000_000, 'at wrong_type'],
  ['at', 'yesterday', 'at wrong_value'],
  ['at', '2026-01-31T10:00:00', 'at wrong_value'],
  ['at', '2026-02-29T10:00:00Z', 'at wrong_value'],
  ['at', '2026-02-29T10:00:00.000Z', 'at wrong_value'],
  ['at', '2026-01-31T24:00:00.000Z', 'at wrong_value'],
  ['at', '1999-12-31T23:59:59.999Z', 'at out_of_range'],
  ['at', '2101-01-01T00:00:00.000Z', 'at out_of_range'],
  ['at', '2026-13-01T10:00:00Z', 'at wrong_value'],
  ['at', '2026-01-31T24:00:00Z', 'at wrong_value'],
  ['at', '2026-01-31T10:00:00+15:00', 'at wrong_value'],
  ['at', '1970-01-01T00:00:00Z', 'at out_of_range'],
  ['at', '9999-12-31T00:00:00Z', 'at out_of_range'],
  ['duration', '62', 'duration wrong_type'],
  ['duration', -1, 'duration out_of_range'],
  ['duration', 1.5, 'duration out_of_range'],
  ['duration', 1e300, 'duration out_of_range'],
  ['disposition', undefined, 'disposition required'],
  ['disposition', 'ANSWERED', 'disposition wrong_value'],
  ['recording_url', 5, 'recording_url wrong_type'],
  ['recording_url', 'javascript:alert(1)', 'recording_url wrong_value'],
  ['recording_url', 'https://', 'recording_url wrong_value'],
  ['recording_url', 'https://user:secret@pbx.example/1.mp3', 'recording_url wrong_value'],
  ['recording_url', 'https://pbx.example/"onerror=', 'recording_url wrong_value'],
  ['recording_url', `https://pbx.example/${'a'.repeat(2048)}`, 'recording_url wrong_length'],
])('an event whose %s is %j is refused by the name of the field', (field, value, fault) => {
  expect(faultsOf({ ...ended, [field]: value })).toEqual([`0 ${fault}`]);
});

test.each([null, 5, 'x', true, [[]]])('%j in place of an event is refused', (body) => {
  expect(faultsOf(body)).toEqual(['0  wrong_type']);
});

test('a recording needs its address', () => {
  expect(faultsOf({ ...ringing, type: 'recorded' })).toEqual(['0 recording_url required']);
});

test('every fault of every event is listed at once', () => {
  expect(faultsOf([ringing, { ...ringing, id: 1, at: 'x' }, ended, { ...ended, duration: -1 }])).toEqual([
    '1 id wrong_type',
    '1 at wrong_value',
    '3 duration out_of_range',
  ]);
});

test('a message about a fault never repeats what was sent, which may be somebody’s number', () => {
  const parsed = parsePbxEvents({ ...ringing, from: '+79991112233\n', type: '+79991112233' });
  expect(JSON.stringify(parsed)).not.toContain('9991112233');
});

test('an anonymous caller, a call without agents and a PBX that says more than it is asked are welcome', () => {
  const event = eventOf({
    ...ringing,
    from: '',
    extensions: [],
    sip_id: 'x',
    ['__proto__']: 1,
    duration: null,
  });
  expect(event).toEqual({ ...ringing, from: '', extensions: [] });
});

test('what belongs to the end of a call is not taken from its beginning', () => {
  expect(eventOf({ ...ringing, duration: 0, disposition: 'busy' })).toEqual(ringing);
});

test('an internal number is named once, without blanks around it', () => {
  expect(eventOf({ ...ringing, extensions: [' 101', '101', '102 '] }).extensions).toEqual(['101', '102']);
});

test.each([
  ['2026-01-31T13:00:00+03:00', '2026-01-31T10:00:00.000Z'],
  ['2026-01-31T13:00:00.5+0300', '2026-01-31T10:00:00.500Z'],
  ['2026-01-31T05:30-04:30', '2026-01-31T10:00:00.000Z'],
  ['2026-01-31T10:00:00.123456789Z', '2026-01-31T10:00:00.123Z'],
  ['2024-02-29t23:59:59z', '2024-02-29T23:59:59.000Z'],
  ['2000-01-01T00:00:00.000Z', '2000-01-01T00:00:00.000Z'],
  ['2100-12-31T23:59:59.999Z', '2100-12-31T23:59:59.999Z'],
])('the time %s is %s', (at, utc) => {
  expect(eventOf({ ...ringing, at }).at).toBe(utc);
});

test('a batch may hold 500 events and no more', () => {
  const batch = (length: number) => Array.from({ length }, (_, index) => ({ ...ringing, id: `e-${index}` }));
  expect(faultsOf(batch(mostEvents))).toEqual([]);
  expect(faultsOf(batch(mostEvents + 1))).toEqual(['500  too_many']);
  expect(parsePbxEvents([])).toEqual({ events: [] });
});

test('why it rings is kept of "ringing" alone, and refused where it is no short text', () => {
  expect(eventOf({ ...ringing, reason: 'lead: Окна' }).reason).toBe('lead: Окна');
  expect(eventOf({ ...ringing, reason: null })).not.toHaveProperty('reason');
  expect(eventOf({ ...ringing, type: 'answered', reason: 'lead' })).not.toHaveProperty('reason');
  expect(faultsOf({ ...ringing, reason: 'x'.repeat(201) })).toEqual(['0 reason wrong_length']);
  expect(faultsOf({ ...ringing, reason: 7 })).toEqual(['0 reason wrong_type']);
});
