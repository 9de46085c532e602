import { recordedAnswer } from './recorded-answers';

test('the answer for the very path goes before the one for any', () => {
  const answers = { 'cxRest.get cli': [1], 'cxRest.get': [2] };
  expect(recordedAnswer(answers, 'cxRest.get', ['cli', {}], undefined)).toBe('[1]');
  expect(recordedAnswer(answers, 'cxRest.get', ['did'], undefined)).toBe('[2]');
});

test('what has an answer of its own needs none recorded', () => {
  expect(recordedAnswer({}, 'cxSend.sms', ['7', 'text'], true)).toBe('true');
  expect(recordedAnswer({ 'cxSend.sms': false }, 'cxSend.sms', [], true)).toBe('false');
});

test('a missing answer says under which name to give it', () => {
  expect(() => recordedAnswer({}, 'cxRest.get', ['cli'], undefined)).toThrow(
    'give one under "cxRest.get cli" or "cxRest.get"',
  );
  expect(() => recordedAnswer({}, 'toString', [], undefined)).toThrow('toString: no answer is recorded');
});
