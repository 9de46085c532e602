import { endingOfStatus } from '../domain/phone-call-ending';
import { outcomeOfCall, outcomeOfEnding } from './outcome-of';

test.each([
  ['answered', 'answered'],
  ['voicemail', 'machine'],
  ['rejected', 'declined'],
  ['busy', 'busy'],
  ['no_answer', 'no-answer'],
] as const)('a call that the PBX calls %s counts as %s', (disposition, outcome) => {
  expect(outcomeOfCall({ disposition })).toBe(outcome);
});

test('nobody at the phone is one outcome, whether the PBX says so or the phone', () => {
  expect(outcomeOfEnding(endingOfStatus(408), false)).toBe(outcomeOfCall({ disposition: 'no_answer' }));
  expect(outcomeOfEnding(endingOfStatus(480), false)).toBe(outcomeOfCall({ disposition: 'no_answer' }));
});

test('what never left this computer is no try; what was lost on the way is one', () => {
  expect(outcomeOfEnding('no-microphone', false)).toBe('untried');
  expect(outcomeOfEnding('line-lost', false)).toBe('interrupted');
  expect(outcomeOfEnding('no-such-number', false)).toBe('no-such-number');
  expect(outcomeOfEnding('cancelled', false)).toBe('no-answer');
  expect(outcomeOfEnding('line-lost', true)).toBe('answered');
  expect(outcomeOfEnding('refused', false)).toBe('failed');
});
