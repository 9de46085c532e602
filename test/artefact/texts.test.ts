import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { faultCodes } from '../../src/domain/fault';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
interface Tree {
  [key: string]: Tree | string;
}
const languages = ['ru', 'en'].map((name) => ({ name, tree: JSON.parse(read(`i18n/${name}.json`)) as Tree }));
const leaves = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : leaves(value, `${prefix}${key}.`),
  );
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const sources = (folder: string): string[] =>
  readdirSync(path.join(root, folder)).flatMap((name) => {
    const file = `${folder}/${name}`;
    if (statSync(path.join(root, file)).isDirectory()) return sources(file);
    return name.endsWith('.ts') && !name.endsWith('.test.ts') ? [read(file)] : [];
  });

test('both languages have the same texts with the same places to fill in, none of them empty', () => {
  const [russian, english] = languages.map(({ tree }) => leaves(tree));
  expect(english!.map(([key, text]) => [key, placeholders(text)])).toEqual(
    russian!.map(([key, text]) => [key, placeholders(text)]),
  );
  for (const [key, text] of [...russian!, ...english!]) expect([key, text.trim()]).not.toEqual([key, '']);
});

test('each language is itself: Russian in Cyrillic, English without a Cyrillic letter', () => {
  for (const [key, text] of leaves(languages[0]!.tree))
    expect([key, /[а-яё]/i.test(text)]).toEqual([key, true]);
  for (const [key, text] of leaves(languages[1]!.tree))
    expect([key, /[а-яё]/i.test(text)]).toEqual([key, false]);
});

test('every fault has its words in both languages', () => {
  for (const { tree } of languages)
    expect(Object.keys(tree['faults'] as Tree).sort()).toEqual([...faultCodes].sort());
});

test('every text that the code asks for exists', () => {
  const known = new Set(leaves(languages[0]!.tree).map(([key]) => key));
  const asked = ['src/domain', 'src/agent', 'src/adapters', 'src/views', 'src/widget']
    .flatMap(sources)
    .flatMap((source) => [...source.matchAll(/texts\(\s*'([\w.]+)'/g)].map(([, key]) => key!));
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});

test('nothing a user reads is written in the code', () => {
  for (const source of ['src/domain', 'src/agent', 'src/adapters', 'src/views', 'src/widget'].flatMap(
    sources,
  )) {
    const strings = source
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*|\/[^/\n]+\/[a-z]*/g, '')
      .match(/['"`][^'"`\n]*[а-яё][^'"`\n]*['"`]/gi);
    expect(strings ?? []).toEqual([]);
  }
});

test('every value that a template prints is escaped', () => {
  for (const name of readdirSync(path.join(root, 'templates'))) {
    const template = read(`templates/${name}`);
    expect(template).not.toMatch(/\|\s*raw|autoescape/);
    for (const [, printed] of template.matchAll(/\{\{(.*?)\}\}/gs)) {
      expect(printed!.trim()).toMatch(/^loop\.index$|\|\s*e$/);
    }
  }
});
