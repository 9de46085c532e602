import { seal, sealKeys } from './seal';

const [old, fresh] = [Buffer.alloc(32, 'old key'), Buffer.alloc(32, 'new key')];

test('what is sealed is read by whoever has the key, and by nobody else', () => {
  const sealed = seal([old]).close('refresh-1', 'account 28');
  expect(sealed).not.toContain('refresh-1');
  expect(seal([old]).open(sealed, 'account 28')).toBe('refresh-1');
  expect(() => seal([fresh]).open(sealed, 'account 28')).toThrow('put that key into ACCOUNTS_KEY again');
});

test('the same secret never looks the same', () => {
  const one = seal([old]);
  expect(one.close('same', 'a')).not.toBe(one.close('same', 'a'));
});

test('a secret that is moved to another account, or changed by one letter, opens nothing', () => {
  const one = seal([old]);
  const sealed = one.close('refresh-1', 'account 28');
  expect(() => one.open(sealed, 'account 29')).toThrow('belongs elsewhere');
  const at = sealed.length - 3;
  const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
  expect(() => one.open(changed, 'account 28')).toThrow('was changed');
});

test('a new key in front takes over, the old one still opens what it sealed', () => {
  const sealed = seal([old]).close('refresh-1', 'account 28');
  const both = seal([fresh, old]);
  expect(both.open(sealed, 'account 28')).toBe('refresh-1');
  expect([both.isOld(sealed), both.isOld(both.close('x', 'y'))]).toEqual([true, false]);
});

test.each([
  ['hex', old.toString('hex'), 1],
  ['base64', old.toString('base64'), 1],
  ['two of them', `${fresh.toString('base64')}, ${old.toString('hex')}`, 2],
])('a key is given as %s', (_how, text, count) => {
  expect(sealKeys(text)).toHaveLength(count);
});

test.each(['', 'secret', old.toString('hex').slice(2), `${old.toString('hex')},`])('%j is no key', (text) => {
  expect(sealKeys(text)).toBeUndefined();
});
