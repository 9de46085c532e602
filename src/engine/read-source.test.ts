import { readSource } from './read-source';

const source = (text: string) => {
  const read = readSource(text);
  if ('fault' in read) throw new Error(read.fault.message);
  return read.source;
};

test('a script with import or export is a module, any other is not', () => {
  expect(source('export function main() {}').dialect).toBe('module');
  expect(source(`import { kv } from 'cxKV'; kv;`).dialect).toBe('module');
  expect(source('const x = await 1; const main = () => x;').dialect).toBe('module');
  expect(source('function main() { return 1 }').dialect).toBe('classic');
  expect(source('// export function main() {}\nconst text = "import x";').dialect).toBe('classic');
  expect(source('async function main() { await import("./x"); }').dialect).toBe('classic');
});

test('every way of naming another file is found', () => {
  const text = `import a from 'a'; import 'b'; export * from './c'; export { d } from './d'; const e = () => import('./e');`;
  expect([...source(text).imports].sort()).toEqual(['./c', './d', './e', 'a', 'b']);
  expect(source(`const f = require('f'); function main() { return require("g"); }`).imports).toHaveLength(2);
  expect(source('require(name)').imports).toEqual([]);
});

test('scripts that answer by exit or err are told apart', () => {
  expect(source('function main() { exit(vars()); }').exits).toBe(true);
  expect(source('function main() { err([404, "x"]); }').exits).toBe(true);
  expect(source('function main(data) { return data; }').exits).toBe(false);
});

test('what cannot be read is told with its place, of the reading that was meant', () => {
  expect(readSource('function main( {')).toEqual({
    fault: { message: 'Unexpected token', line: 1, column: 17 },
  });
  expect(readSource('export const a = 1;\nexport const a = 2;')).toMatchObject({ fault: { line: 2 } });
  expect(readSource('let a = 1 ?? 2;', 2019)).toMatchObject({ fault: { line: 1 } });
});
