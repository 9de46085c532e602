import fc from 'fast-check';
import { callState, everConcerned, type CallEvent } from './call';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 31, 10, 0, second)).toISOString();

const event = (
  id: string,
  type: CallEvent['type'],
  second: number,
  more: Partial<CallEvent> = {},
): CallEvent => ({
  id,
  call_id: 'c-1',
  type,
  direction: 'inbound',
  from: '+79991112233',
  to: '+74951234567',
  extensions: ['101', '102'],
  at: at(second),
  ...more,
});

const wholeCall = [
  event('e1', 'ringing', 0),
  event('e2', 'answered', 5, { extensions: ['102'] }),
  event('e3', 'ended', 67, { extensions: ['102'], duration: 62, disposition: 'answered' }),
  event('e4', 'recorded', 70, { extensions: [], recording_url: 'https://pbx.example/1.mp3' }),
];

const finalState = {
  call_id: 'c-1',
  state: 'ended',
  direction: 'inbound',
  phone: '+79991112233',
  line: '+74951234567',
  extensions: ['102'],
  started_at: at(0),
  answered_at: at(5),
  ended_at: at(67),
  duration: 62,
  disposition: 'answered',
  recording_url: 'https://pbx.example/1.mp3',
};

describe('a call is the same, however its events came', () => {
  test('in order: rings, is talked, has ended', () => {
    expect([1, 2, 3].map((count) => callState(wholeCall.slice(0, count))?.state)).toEqual([
      'ringing',
      'active',
      'ended',
    ]);
    expect(callState(wholeCall)).toEqual(finalState);
  });

  test('in any order and with any repetition the final state is equal', () => {
    const anyHistory = fc
      .array(fc.constantFrom(...wholeCall), { maxLength: 12 })
      .chain((extra) =>
        fc.shuffledSubarray([...wholeCall, ...extra], { minLength: wholeCall.length + extra.length }),
      );
    fc.assert(
      fc.property(anyHistory, (events) => {
        expect(callState(events)).toEqual(finalState);
      }),
      { numRuns: 1000 },
    );
  });

  test('arbitrary events, also with equal times, give one state for every permutation', () => {
    const anyEvent = fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      call_id: fc.constant('c-1'),
      type: fc.constantFrom('ringing', 'answered', 'ended', 'recorded'),
      direction: fc.constant('inbound'),
      from: fc.constantFrom('', '+79991112233', '8 999 111 22 33'),
      to: fc.constantFrom('', '+74951234567'),
      extensions: fc.subarray(['101', '102', '103']),
      at: fc.integer({ min: 0, max: 5 }).map(at),
    }) as fc.Arbitrary<CallEvent>;
    const distinct = fc.uniqueArray(anyEvent, { selector: ({ id }) => id, maxLength: 8 });
    const shuffled = distinct.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        expect(callState(others)).toEqual(callState(events));
        expect(everConcerned(others)).toEqual(everConcerned(events));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what a call says', () => {
  test('while it rings, all whom it rings', () => {
    const two = [
      event('e1', 'ringing', 0, { extensions: ['101'] }),
      event('e2', 'ringing', 1, { extensions: ['103'] }),
    ];
    expect(callState(two)?.extensions).toEqual(['101', '103']);
  });

  test('once answered, only who talks; after a transfer the one who talks now', () => {
    const transferred = [...wholeCall.slice(0, 2), event('e5', 'answered', 30, { extensions: ['103'] })];
    expect(callState(transferred)).toMatchObject({
      state: 'active',
      extensions: ['103'],
      answered_at: at(5),
    });
    expect(everConcerned(transferred)).toEqual(['101', '102', '103']);
  });

  test('ended: all who talked', () => {
    const events = [...wholeCall, event('e5', 'answered', 30, { extensions: ['103'] })];
    expect(callState(events)?.extensions).toEqual(['102', '103']);
  });

  test('missed: all whom it rang, no talk, no answer', () => {
    const missed = callState([event('e1', 'ringing', 0), event('e2', 'ended', 20, { extensions: [] })]);
    expect(missed).toMatchObject({ extensions: ['101', '102'], duration: 0, disposition: 'no_answer' });
    expect(missed).not.toHaveProperty('answered_at');
  });

  test('an end without a duration is counted from the answer', () => {
    expect(callState([...wholeCall.slice(0, 2), event('e3', 'ended', 67)])?.duration).toBe(62);
  });

  test('outbound: the client is the one called', () => {
    const out = callState([
      event('e1', 'ringing', 0, { direction: 'outbound', from: '101', to: '+79991112233' }),
    ]);
    expect(out).toMatchObject({ phone: '+79991112233', line: '101' });
  });

  test('a recording alone is no call yet', () => {
    expect(callState(wholeCall.slice(3))).toBeUndefined();
    expect(callState([])).toBeUndefined();
  });
});

test('why it rang is kept for each extension, the latest word for each', () => {
  const rings = (id: string, at: string, extensions: string[], reason?: string): CallEvent => ({
    ...{ id, call_id: 'c', type: 'ringing', direction: 'inbound', from: '+79991112233', to: '+74951234567' },
    ...{ extensions, at, ...(reason !== undefined && { reason }) },
  });
  const events = [
    rings('1', '2026-01-31T10:00:00.000Z', ['101'], 'lead: Windows'),
    rings('2', '2026-01-31T10:00:20.000Z', ['102', '101'], 'everybody/group'),
    rings('3', '2026-01-31T10:00:30.000Z', ['103']),
  ];
  const reasons = { 101: 'everybody/group', 102: 'everybody/group' };
  expect(callState(events)?.reasons).toEqual(reasons);
  expect(callState([...events].reverse())?.reasons).toEqual(reasons);
  expect(callState(events.slice(2))).not.toHaveProperty('reasons');
});
