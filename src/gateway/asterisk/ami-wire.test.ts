import { greeting, stream, streamText } from '../../../test/fakes/asterisk-stream';
import { amiAction, amiReader, type AmiMessage } from './ami-wire';

test('however the bytes are cut, the messages are the same', () => {
  const whole = greeting + streamText('missed');
  for (const size of [1, 7, 64, 1000]) {
    const heard: AmiMessage[] = [];
    const read = amiReader((message) => heard.push(message));
    for (let from = 0; from < whole.length; from += size) read(whole.slice(from, from + size));
    expect(heard).toEqual(stream('missed'));
  }
});

test('a value with a colon in it is whole', () => {
  const [first] = stream('group').filter((message) => message.get('Event') === 'DialBegin');
  expect(first?.get('DialString')).toBe('101/sip:101@10.0.0.5');
});

test.each([
  ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'no Asterisk manager interface'],
  ['somebody who never ends a line', 'x'.repeat(2000), 'no Asterisk manager interface'],
  ['a message without end', `${greeting}Event: x\r\n${'A: b\r\n'.repeat(60_000)}`, 'without end'],
])('%s is refused', (_what, text, words) => {
  expect(() => amiReader(() => undefined)(text)).toThrow(words);
});

test('no value can become an action of its own', () => {
  expect(amiAction({ Action: 'Ping', ActionID: '1' })).toBe('Action: Ping\r\nActionID: 1\r\n\r\n');
  for (const value of ['101\r\nAction: Command', '101\nx', 'a\0b'])
    expect(() => amiAction({ Action: 'Hangup', Channel: value })).toThrow('Channel holds the end of a line');
});
