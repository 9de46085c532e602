import { outcomeOfThrown } from './thrown';

test.each([
  [{ name: 'Error', message: '603 Destination Blocked' }, 603, 'Destination Blocked'],
  [{ name: 'string', message: '480 Later' }, 480, 'Later'],
  [{ name: 'Array', message: '[604,"Unknown"]', pair: [604, 'Unknown'] as const }, 604, 'Unknown'],
  [{ name: 'Array', message: '[500,null]', pair: [500, null] as const }, 500, 'Script Error'],
])('what begins with a SIP code refuses the call: %j', (thrown, code, text) => {
  expect(outcomeOfThrown(thrown)).toEqual({ kind: 'refused', code, text });
});

test.each([
  [{ name: 'Error', message: 'no route' }, 'threw', 'Error: no route'],
  [{ name: 'Error', message: '603' }, 'threw', 'Error: 603'],
  [{ name: 'Error', message: '999 Beyond SIP' }, 'threw', 'Error: 999 Beyond SIP'],
  [{ name: 'TypeError', message: 'x', at: 'a.js:1:2' }, 'threw', 'TypeError: x (a.js:1:2)'],
  [{ name: 'Array', message: '[1,"x"]', pair: [1, 'x'] as const }, 'threw', 'Array: [1,"x"]'],
  [{ name: 'null', message: '' }, 'threw', 'null'],
  [{ name: 'InternalError', message: 'out of memory' }, 'memory', 'out of memory'],
  [
    { name: 'RangeError', message: 'Maximum call stack size exceeded' },
    'stack',
    'RangeError: Maximum call stack size exceeded',
  ],
  [{ name: 'SyntaxError', message: 'x' }, 'syntax', 'SyntaxError: x'],
])('anything else is a failure with its name: %j', (thrown, code, message) => {
  expect(outcomeOfThrown(thrown)).toEqual({ kind: 'failed', fault: { code, message } });
});

test('a script cannot pass its own error off as exhausted memory', () => {
  expect(outcomeOfThrown({ name: 'Error', message: 'out of memory' })).toMatchObject({
    fault: { code: 'threw' },
  });
});
