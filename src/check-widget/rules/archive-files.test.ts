import type { Change } from '../../../test/artefact/minimal-widget';
import { faultsWith } from '../../../test/artefact/minimal-widget';

const unused = (change: Change): (string | undefined)[] =>
  faultsWith(change).flatMap(({ code, file }) => (code === 'file-unused' ? [file] : []));
const naming = (words: string) => (text: string) => text.replace("'ready'", words);

test('a file is used when a script names it: by path, by name, or by its folder and a computed name', () => {
  expect(unused({ 'parts/phone.js': 'define(1)', 'script.js': naming("'./parts/phone.js?v=1'") })).toEqual(
    [],
  );
  expect(unused({ 'templates/card.twig': '', 'script.js': naming("'card'") })).toEqual([]);
  expect(unused({ 'sounds/1.mp3': '', 'script.js': naming("'/sounds/' + 1") })).toEqual([]);
});

test('a file is used when a used one names it, however far', () => {
  const files = { 'a.js': "define(['./b.js'])", 'b.js': "define(['./c.css'])", 'c.css': '.acme{}' };
  expect(unused({ ...files, 'script.js': naming("'./a.js'") })).toEqual([]);
  expect(unused(files)).toEqual(['a.js', 'b.js', 'c.css']);
});

test('a longer name that begins alike is not a use', () => {
  expect(unused({ 'card.twig': '', 'script.js': naming("'card-list'") })).toEqual(['card.twig']);
});
