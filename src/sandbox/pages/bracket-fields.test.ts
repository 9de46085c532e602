import { bracketFields } from './bracket-fields';

test('nests form fields as PHP does', () => {
  expect(bracketFields({ 'request[type]': 'call', 'request[element][id]': '7', plain: 'x' })).toEqual({
    request: { type: 'call', element: { id: '7' } },
    plain: 'x',
  });
});

test('a name that aims at the prototype of objects stays an ordinary name', () => {
  bracketFields({ '__proto__[polluted]': 'yes' });
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test('no form is an empty one', () => {
  expect(bracketFields(undefined)).toEqual({});
});
