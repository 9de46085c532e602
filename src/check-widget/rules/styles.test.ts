import { seenIn } from '../../../test/artefact/minimal-widget';

const seen = (css: string): string[] => seenIn('style.css', `.acme { top: 0 } .acme b { top: 0 }\n${css}`);

test.each([
  '.acme-card, .acme__name:hover, .acme--big > b {}',
  'body.acme-open { top: 0 } #page .acme li { top: 0 }',
  ':is(.acme, .acme-card) a { top: 0 }',
  '@media (max-width: 1px) { .acme a { top: 0 } }',
  '@keyframes acme-spin { from { top: 0 } 50% { top: 1px } }',
  '@font-face { font-family: "acme-icons"; src: url(x.woff) }',
  '.acme { & a { top: 0 } li { top: 0 } }',
])('styles under the class of the widget are left in peace: %s', (css) => {
  expect(seen(css)).toEqual([]);
});

test.each([
  ['a { top: 0 }', 'css-unscoped 2:1'],
  ['#page { top: 0 }', 'css-unscoped 2:1'],
  [':root { --x: 0 }', 'css-unscoped 2:1'],
  ['.acme, .modal { top: 0 }', 'css-unscoped 2:1'],
  ['.acmestore { top: 0 }', 'css-unscoped 2:1'],
  [':not(.acme) { top: 0 }', 'css-unscoped 2:1'],
  ['.acme + p { top: 0 }', 'css-unscoped 2:1'],
  ['@media print { a { top: 0 } }', 'css-unscoped 2:16'],
  ['@font-face { font-family: Icons }', 'css-name 2:1'],
])('styles that reach beyond it are caught: %s', (css, where) => {
  expect(seen(css)).toEqual([where]);
});
