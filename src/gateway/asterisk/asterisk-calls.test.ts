import { stream } from '../../../test/fakes/asterisk-stream';
import { callState, type CallEvent } from '../../domain/call';
import { asteriskCalls } from './asterisk-calls';
import { asteriskPhones } from './asterisk-phones';

const phones = asteriskPhones('PJSIP/{extension}');
const at = (second: number): string => new Date(Date.UTC(2026, 0, 31, 10, 0, second)).toISOString();

function played(name: string, calls = asteriskCalls(phones)) {
  const events = stream(name).flatMap((message, index) => calls.hear(message, at(index)));
  return { events, calls };
}
const brief = ({ type, direction, from, to, extensions, disposition, reason }: CallEvent): string =>
  [type, direction, `${from} → ${to}`, extensions.join('+'), disposition ?? '', reason ?? '']
    .filter((word) => word !== '')
    .join(', ');
const client = '+79991112233 → 74951234567';

test.each<[string, string, string[]]>([
  [
    'a group rings, one answers',
    'group',
    [
      `ringing, inbound, ${client}, 101`,
      `ringing, inbound, ${client}, 102`,
      `answered, inbound, ${client}, 101`,
      `ended, inbound, ${client}, 101, answered`,
    ],
  ],
  [
    'nobody answers, the caller hangs up',
    'missed',
    [`ringing, inbound, ${client}, 101`, `ended, inbound, ${client}, no_answer`],
  ],
  [
    'a queue goes on to the next agent',
    'queue',
    [
      `ringing, inbound, ${client}, 101`,
      `ringing, inbound, ${client}, 102`,
      `answered, inbound, ${client}, 102`,
      `ended, inbound, ${client}, 102, answered`,
    ],
  ],
  [
    'an agent dials a client',
    'outbound',
    [
      'ringing, outbound, 101 → 89991112233, 101',
      'answered, outbound, 101 → 89991112233, 101',
      'ended, outbound, 101 → 89991112233, 101, answered',
    ],
  ],
  [
    'the client is busy',
    'outbound-busy',
    ['ringing, outbound, 101 → 89991112233, 101', 'ended, outbound, 101 → 89991112233, busy'],
  ],
  [
    'one agent calls another',
    'internal',
    [
      'ringing, inbound, 101 → 102, 102',
      'answered, inbound, 101 → 102, 102',
      'ended, inbound, 101 → 102, 102, answered',
    ],
  ],
  [
    'an order of the agent, given by another gateway: own phone first, then the client',
    'originate',
    [
      'ringing, outbound, 101 → 89991112233, 101, own_phone',
      'ringing, outbound, 101 → 89991112233, 101, client_phone',
      'answered, outbound, 101 → 89991112233, 101',
      'ended, outbound, 101 → 89991112233, 101, answered',
    ],
  ],
  [
    'an order whose agent does not lift the phone',
    'originate-unanswered',
    ['ringing, outbound, 101 → , 101, own_phone', 'ended, outbound, 101 → , no_answer'],
  ],
  [
    'a call is given to a colleague who was asked first',
    'attended-transfer',
    [
      `ringing, inbound, ${client}, 101`,
      `answered, inbound, ${client}, 101`,
      'ringing, inbound, 101 → 102, 102',
      'answered, inbound, 101 → 102, 102',
      'ended, inbound, 101 → 102, 102, answered',
      `answered, inbound, ${client}, 102`,
      `ended, inbound, ${client}, 102, answered`,
    ],
  ],
  [
    'a call is given to a colleague without a word',
    'blind-transfer',
    [
      `ringing, inbound, ${client}, 101`,
      `answered, inbound, ${client}, 101`,
      `ringing, inbound, ${client}, 102`,
      `answered, inbound, ${client}, 102`,
      `ended, inbound, ${client}, 102, answered`,
    ],
  ],
  [
    'a caller who hides the number',
    'hidden',
    ['ringing, inbound,  → 74951234567, 101', 'ended, inbound,  → 74951234567, no_answer'],
  ],
  ['a caller who gives up in the menu', 'menu', [`ended, inbound, ${client}, no_answer`]],
  ['an agent who listens to the voice mail', 'voicemail-box', []],
])('%s', (_what, name, expected) => {
  const { events, calls } = played(name);
  expect(events.map(brief)).toEqual(expected);
  expect(calls.live()).toEqual([]);
});

test('every event of a stream has an id of its own, and the same one when it is heard again', () => {
  for (const name of ['group', 'queue', 'originate', 'attended-transfer', 'blind-transfer']) {
    const ids = played(name).events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(played(name).events.map(({ id }) => id)).toEqual(ids);
    for (const id of ids) expect(id.length).toBeLessThan(128);
  }
});

test('a transfer ends with whoever took the call over', () => {
  for (const name of ['attended-transfer', 'blind-transfer']) {
    const { events } = played(name);
    const own = events.filter(({ call_id: id }) => id === events[0]?.call_id);
    expect(callState(own)).toMatchObject({ state: 'ended', disposition: 'answered' });
    expect(callState(own)?.extensions).toContain('102');
  }
});

const channel = (
  name: string,
  own: string,
  linked: string,
  state: string,
  bridge = '',
): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({
      ...{
        Event: 'CoreShowChannel',
        Channel: name,
        Uniqueid: own,
        Linkedid: linked,
        ChannelStateDesc: state,
      },
      ...{
        BridgeId: bridge,
        CallerIDNum: name.startsWith('PJSIP/provider') ? '+79991112233' : '101',
        Exten: '74951234567',
      },
    }),
  );

test('calls that ended while nobody listened are ended, also after a restart', () => {
  const before = asteriskCalls(phones);
  const half = stream('group').slice(0, 9);
  for (const message of half) before.hear(message, at(1));
  const kept = JSON.parse(JSON.stringify(before.live())) as ReturnType<typeof before.live>;
  const after = asteriskCalls(phones, kept);
  const still = ['1790000000.10', '1790000000.11'].map((own) =>
    channel('PJSIP/provider-0000001a', own, own, 'Up'),
  );
  expect(after.compare(still, at(2))).toEqual([]);
  expect(after.compare([], at(3)).map(brief)).toEqual([`ended, inbound, ${client}, 101, answered`]);
  expect(after.live()).toEqual([]);
});

test('calls that began while nobody listened are told as they stand', () => {
  const list = [
    channel('PJSIP/101-0000001b', '9.2', '9.1', 'Up', 'bridge-1'),
    channel('PJSIP/provider-0000001a', '9.1', '9.1', 'Up', 'bridge-1'),
    channel('PJSIP/provider-0000001c', '9.3', '9.3', 'Ring'),
    channel('PJSIP/102-0000001d', '9.4', '9.3', 'Ringing'),
    // Of a call whose first channel is gone nothing is known.
    channel('PJSIP/103-0000001e', '9.6', '9.5', 'Up', 'bridge-2'),
  ];
  const calls = asteriskCalls(phones);
  expect(calls.compare(list, at(0)).map(brief)).toEqual([
    `answered, inbound, ${client}, 101`,
    `ringing, inbound, ${client}, 102`,
  ]);
  // The same list again says nothing new of whoever talks.
  expect(calls.compare(list, at(1)).map(({ id }) => id)).toEqual(['9.3:ringing:9.4']);
});

test.each([
  ['PJSIP/{extension}', 'PJSIP/101-0000002a', '101'],
  ['PJSIP/{extension}', 'PJSIP/provider-0000002a', undefined],
  ['PJSIP/{extension}', 'SIP/101-0000002a', undefined],
  ['PJSIP/{extension}', 'Local/101@from-queue-00000001;2', undefined],
  ['SIP/agent-{extension}', 'SIP/agent-101-0000002a', '101'],
  ['PJSIP/{extension}.pbx', 'PJSIP/101.pbx-0000002a', '101'],
  ['PJSIP/{extension}.pbx', 'PJSIP/101xpbx-0000002a', undefined],
])('by %s the channel %s is the phone of %s', (template, name, agent) => {
  expect(asteriskPhones(template).agentOf(name)).toBe(agent);
});

test('garbage is no event', () => {
  const calls = asteriskCalls(phones);
  for (const name of [
    'Newchannel',
    'DialBegin',
    'DialEnd',
    'BridgeEnter',
    'AttendedTransfer',
    'Hangup',
    '__proto__',
  ])
    expect(calls.hear(new Map([['Event', name]]), at(0))).toEqual([]);
  expect(calls.live()).toEqual([]);
});
