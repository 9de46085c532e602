import { recordedCall, recordings } from '../../../test/fakes/asterisk-stream';
import { callState, type CallEvent } from '../../domain/call';
import { fieldOf, type AmiMessage } from './ami-wire';
import { asteriskCalls } from './asterisk-calls';
import { asteriskPhones } from './asterisk-phones';

const phones = asteriskPhones('PJSIP/{extension}');
const at = (second: number): string => new Date(Date.UTC(2026, 0, 31, 10, 0, second)).toISOString();
const brief = ({ type, direction, from, to, extensions, disposition, reason }: CallEvent): string =>
  [type, direction, `${from} → ${to}`, extensions.join('+'), disposition ?? '', reason ?? '']
    .filter((word) => word !== '')
    .join(', ');

function played(version: string, name: string) {
  const calls = asteriskCalls(phones);
  const events = recordedCall(version, name).flatMap((message, index) => calls.hear(message, at(index)));
  return { events, calls };
}
const changed = (message: AmiMessage, name: string, value: string): AmiMessage =>
  message.has(name) ? new Map([...message, [name, value]]) : message;
/** The same call once more: other channels, and another name. */
const renumbered = (message: AmiMessage, name: string): AmiMessage =>
  new Map(
    [...message].map(([field, value]) => [
      field,
      field === 'X-Call-Id'
        ? name
        : /linkedid$/i.test(field)
          ? `${name.length}.1`
          : /uniqueid$/i.test(field)
            ? `${name.length}.${message.get(`${field.replace(/Uniqueid$/, '')}Linkedid`) === value ? '1' : '2'}`
            : value,
    ]),
  );
/** Phones of a group ring in any order. */
const inTurn = (words: readonly string[]): string[] =>
  words.flatMap((one, index) =>
    one.startsWith('ringing') && words[index - 1]?.startsWith('ringing') ? [] : ringingFrom(words, index),
  );
function ringingFrom(words: readonly string[], index: number): string[] {
  const end = words.findIndex((one, at) => at > index && !one.startsWith('ringing'));
  return words
    .slice(index, words[index]?.startsWith('ringing') ? (end < 0 ? undefined : end) : index + 1)
    .sort();
}
const client = '+79991112233';
const call = (to: string, ...said: string[]): string[] =>
  said.map((words) => words.replace(/^(\w+)/, `$1, inbound, ${client} → ${to}`));
const asked = (...said: string[]): string[] =>
  said.map((words) => words.replace(/^(\w+)/, '$1, inbound, 101 → 102'));
const out = (...said: string[]): string[] =>
  said.map((words) => words.replace(/^(\w+)/, '$1, outbound, 101 → 89991112233'));
const [group, alone] = ['74951234567', '74951234574'];

const expected: Readonly<Record<string, readonly string[]>> = {
  group: call(group, 'ringing, 101', 'ringing, 102', 'answered, 101', 'ended, 101, answered'),
  'group-by-local': call(
    '74951234572',
    'ringing, 101',
    'ringing, 102',
    'answered, 102',
    'ended, 102, answered',
  ),
  'one-after-the-other': call(
    '74951234568',
    'ringing, 101',
    'ringing, 102',
    'answered, 102',
    'ended, 102, answered',
  ),
  'nobody-answers': call(alone, 'ringing, 101', 'ended, no_answer'),
  'caller-gives-up': call(group, 'ringing, 101', 'ringing, 102', 'ended, no_answer'),
  'caller-hides-number': [`ringing, inbound,  → ${alone}, 101`, `ended, inbound,  → ${alone}, no_answer`],
  'caller-leaves-menu': call('74951234571', 'ended, no_answer'),
  'agent-busy': call(alone, 'ringing, 101', 'ended, no_answer'),
  'agent-declines-colleague-answers': call(
    group,
    'ringing, 101',
    'ringing, 102',
    'answered, 102',
    'ended, 102, answered',
  ),
  'agent-forwards-to-colleague': call(
    alone,
    'ringing, 101',
    'ringing, 102',
    'answered, 102',
    'ended, 102, answered',
  ),
  'colleague-picks-up': call(alone, 'ringing, 101', 'answered, 102', 'ended, 102, answered'),
  hold: call(alone, 'ringing, 101', 'answered, 101', 'ended, 101, answered'),
  'blind-transfer': call(
    alone,
    'ringing, 101',
    'answered, 101',
    'ringing, 102',
    'answered, 102',
    'ended, 102, answered',
  ),
  'blind-transfer-nobody-there': call(
    alone,
    'ringing, 101',
    'answered, 101',
    'ringing, 102',
    'ended, 101, answered',
  ),
  'attended-transfer': [
    ...call(alone, 'ringing, 101', 'answered, 101'),
    ...asked('ringing, 102', 'answered, 102', 'ended, 102, answered'),
    ...call(alone, 'answered, 102', 'ended, 102, answered'),
  ],
  'attended-transfer-by-code': call(
    alone,
    'ringing, 101',
    'answered, 101',
    'ringing, 102',
    'answered, 102',
    'ended, 102, answered',
  ),
  'attended-transfer-comes-back': call(
    alone,
    'ringing, 101',
    'answered, 101',
    'ringing, 102',
    'answered, 102',
    'answered, 101',
    'ended, 101, answered',
  ),
  queue: call('74951234569', 'ringing, 101', 'ringing, 102', 'answered, 102', 'ended, 102, answered'),
  'queue-of-all': call(
    '74951234570',
    'ringing, 101',
    'ringing, 102',
    'answered, 101',
    'ended, 101, answered',
  ),
  'queue-by-local': call(
    '74951234573',
    'ringing, 101',
    'ringing, 102',
    'answered, 101',
    'ended, 101, answered',
  ),
  'queue-caller-gives-up': call('74951234570', 'ringing, 101', 'ringing, 102', 'ended, no_answer'),
  outbound: out('ringing, 101', 'answered, 101', 'ended, 101, answered'),
  'outbound-by-browser': out('ringing, 101', 'answered, 101', 'ended, 101, answered'),
  'outbound-busy': out('ringing, 101', 'ended, busy'),
  'outbound-no-such-number': out('ringing, 101', 'ended, failed'),
  'outbound-gives-up': out('ringing, 101', 'ended, no_answer'),
  internal: asked('ringing, 102', 'answered, 102', 'ended, 102, answered'),
  originate: out(
    'ringing, 101, own_phone',
    'ringing, 101, client_phone',
    'answered, 101',
    'ended, 101, answered',
  ),
  'originate-hang-up-ordered': out(
    'ringing, 101, own_phone',
    'ringing, 101, client_phone',
    'answered, 101',
    'ended, 101, answered',
  ),
  'originate-client-busy': out('ringing, 101, own_phone', 'ringing, 101, client_phone', 'ended, busy'),
  'originate-agent-declines': out('ringing, 101, own_phone', 'ended, busy'),
  'originate-taken-back': out('ringing, 101, own_phone', 'ended, no_answer'),
  'originate-no-phone': [],
  'channels-while-talking': call(alone, 'ringing, 101', 'answered, 101', 'ended, 101, answered'),
  'channels-while-ringing': call(group, 'ringing, 101', 'ringing, 102', 'ended, no_answer'),
};

describe.each(['16', '22'])('as Asterisk %s said it', (version) => {
  test('every recording is told here', () => {
    expect(recordings(version)).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))('%s', (name, events) => {
    const heard = played(version, name);
    expect(inTurn(heard.events.map(brief))).toEqual(inTurn(events));
    expect(heard.calls.live()).toEqual([]);
  });

  test('every event has an id of its own, and the same one when it is heard again', () => {
    for (const name of Object.keys(expected)) {
      const ids = played(version, name).events.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(played(version, name).events.map(({ id }) => id)).toEqual(ids);
    }
  });

  test('a call that was given ends with whoever took it', () => {
    for (const name of [
      'attended-transfer',
      'attended-transfer-by-code',
      'blind-transfer',
      'colleague-picks-up',
    ]) {
      const { events } = played(version, name);
      const own = events.filter(({ call_id: id }) => id === events[0]?.call_id);
      expect(callState(own)?.extensions).toContain('102');
    }
  });

  test('a call that a browser’s phone makes goes by the id that the phone has given it', () => {
    const own = 'b7b1c0de-0000-4000-8000-000000000001';
    const { events } = played(version, 'outbound-by-browser');
    expect(new Set(events.map(({ call_id: id }) => id))).toEqual(new Set([own]));
    const messages = recordedCall(version, 'outbound-by-browser');
    const talking = messages.findIndex((message) => fieldOf(message, 'Event') === 'BridgeEnter');
    const calls = asteriskCalls(phones);
    for (const message of messages.slice(0, talking)) calls.hear(message, at(0));
    expect(calls.channelsOf(own, '101')).toHaveLength(1);
    // A name that another live call has, or that is none, changes nothing.
    for (const name of [own, 'x', '<b>12345678</b>']) {
      const second = messages.slice(0, talking).map((message) => renumbered(message, name));
      const told = second.flatMap((message) => calls.hear(message, at(1)));
      expect(told[0]?.call_id).toBe(`${name.length}.1`);
      for (const message of messages.slice(talking).map((one) => renumbered(one, name)))
        calls.hear(message, at(2));
    }
  });

  test('a number that does not exist is no client who has not answered, however the dial plan goes on', () => {
    const calls = asteriskCalls(phones);
    const isAgents = (message: AmiMessage): boolean => fieldOf(message, 'Channel').startsWith('PJSIP/101-');
    const events = recordedCall(version, 'outbound-no-such-number')
      .map((message) => (isAgents(message) ? changed(message, 'Cause', '16') : message))
      .flatMap((message) => calls.hear(message, at(0)));
    expect(events.at(-1)).toMatchObject({ type: 'ended', disposition: 'failed' });
  });

  test('a phone that is being called when we ask rings, though it has not said so yet', () => {
    const list = recordedCall(version, 'channels-while-ringing')
      .filter((message) => fieldOf(message, 'Event') === 'CoreShowChannel')
      .map((message) =>
        fieldOf(message, 'ChannelStateDesc') === 'Ringing'
          ? changed(message, 'ChannelStateDesc', 'Down')
          : message,
      );
    const events = asteriskCalls(phones).compare(list, at(0));
    expect(events.map(({ type, extensions }) => `${type} ${extensions.join()}`).sort()).toEqual([
      'ringing 101',
      'ringing 102',
    ]);
  });

  test.each(['channels-while-talking', 'channels-while-ringing'])('%s', (name) => {
    const messages = recordedCall(version, name);
    const list = messages.filter((message) => fieldOf(message, 'Event') === 'CoreShowChannel');
    const first = messages.findIndex((message) => message === list[0]);
    expect(list.length).toBeGreaterThan(1);
    // Who has heard all of it learns nothing by the list, who has heard nothing learns all.
    const heard = asteriskCalls(phones);
    const before = messages.slice(0, first).flatMap((message) => heard.hear(message, at(0)));
    const known = new Set(before.map(({ id }) => id));
    expect(heard.compare(list, at(1)).filter(({ id }) => !known.has(id))).toEqual([]);
    const late = asteriskCalls(phones);
    const told = late.compare(list, at(1));
    const last = callState(before);
    const answered = last?.answered_at === undefined ? {} : { answered_at: at(1) };
    expect(callState(told)).toEqual({ ...last, started_at: at(1), ...answered });
    const rest = messages.slice(first).flatMap((message) => late.hear(message, at(2)));
    expect(rest.map(({ type }) => type)).toEqual(['ended']);
    expect(late.live()).toEqual([]);
  });
});
