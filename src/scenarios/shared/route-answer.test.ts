import { defaultSteps } from './default-steps';
import { readRouteAnswer } from './route-answer';

const stepsOf = (targets: readonly object[]): string => {
  const answer = readRouteAnswer(JSON.stringify({ action: 'forward', targets, reason: 'group' }));
  if (answer?.action !== 'forward') return String(answer?.action);
  return answer.steps.map(({ extensions, seconds }) => `${extensions.join('+')}/${seconds}`).join(' > ');
};

test('targets of one step ring together, as long as the most patient of them', () => {
  const targets = [
    { extension: '102', timeout: 20, step: 1 },
    { extension: '101', timeout: 15, step: 0 },
    { extension: '103', timeout: 25, step: 1 },
  ];
  expect(stepsOf(targets)).toBe('101/15 > 102+103/25');
});

test('an answer without steps names targets that ring one after another', () => {
  expect(stepsOf([{ extension: '101', timeout: 20 }, { extension: '102' }])).toBe('101/20 > 102/20');
});

test('a target twice in a step rings once; what is no target is passed over', () => {
  const targets = [
    { extension: ' 101 ', step: 0 },
    { extension: '101', step: 0 },
    { extension: '' },
    'x',
    null,
  ];
  expect(stepsOf(targets as object[])).toBe('101/20');
});

test.each(['', '[]', 'null', '{"action":"forward"}', '{"action":"forward","targets":[{}]}', '<html>'])(
  '%s cannot be followed',
  (text) => expect(readRouteAnswer(text)).toBeUndefined(),
);

test('a refusal keeps its code, and has one in any case', () => {
  const of = (raw: object) => readRouteAnswer(JSON.stringify({ action: 'reject', ...raw }));
  expect(of({ code: 603, message: 'Decline' })).toEqual({ action: 'reject', code: 603, message: 'Decline' });
  expect(of({ code: 200 })).toEqual({ action: 'reject', code: 480, message: '' });
});

test('default targets: a comma between steps, a space inside one, the time shared out', () => {
  expect(defaultSteps(' 101  102, +74957654321 ;', 58)).toEqual([
    { extensions: ['101', '102'], seconds: 29 },
    { extensions: ['+74957654321'], seconds: 29 },
  ]);
  expect(defaultSteps('', 58)).toEqual([]);
});
