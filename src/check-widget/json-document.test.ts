import { parseJson } from './json-document';

test.each(['{}', '[1, -2.5e3, true, null, "a\\u0041\\n"]', ' {"a": {"b": [{"c": ""}]}} \n', '"text"'])(
  'reads %s as JSON.parse does',
  (text) => {
    const parsed = parseJson(text);
    expect('value' in parsed && JSON.stringify(parsed.value)).toBe(JSON.stringify(JSON.parse(text)));
  },
);

test.each([
  ['{\n  "a": 1,\n}', 3, 1, 'a key in quotation marks'],
  ['{"a": 1 // why\n}', 1, 9, 'a comment is not allowed'],
  ['{"a" 1}', 1, 6, 'a colon'],
  ["{'a': 1}", 1, 2, 'a key in quotation marks'],
  ['[1 2]', 1, 4, 'a comma or ]'],
  ['{"a": tru}', 1, 7, 'a value'],
  ['{"a": "x\n"}', 1, 7, 'broken'],
  ['{} {}', 1, 4, 'the end'],
  ['', 1, 1, 'the text ends'],
  ['['.repeat(100_000), 1, 202, 'deeper than 200'],
])('says where %j is broken', (text, line, column, words) => {
  expect(parseJson(text)).toEqual({ error: expect.stringContaining(words), at: { line, column } });
});

test('knows where every value stands, and of a missing one where its parent does', () => {
  const parsed = parseJson('{\n  "a": { "b": 1 }\n}');
  if (!('value' in parsed)) throw new Error(parsed.error);
  expect(parsed.positionOf('a.b')).toEqual({ line: 2, column: 15 });
  expect(parsed.positionOf('a.c.d')).toEqual({ line: 2, column: 8 });
});

test('finds a key that stands twice, and is not misled by __proto__', () => {
  const parsed = parseJson('{"a": 1, "a": 2, "__proto__": {"x": 1}, "toString": 1}');
  expect(parsed).toMatchObject({ duplicates: [{ path: 'a', at: { line: 1, column: 10 } }] });
  expect('value' in parsed && Object.keys(parsed.value as object)).toEqual(['a', '__proto__', 'toString']);
});
