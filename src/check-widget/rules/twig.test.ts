import { seenIn } from '../../../test/artefact/minimal-widget';

const seen = (twig: string): string[] => seenIn('card.twig', twig);

test('values of a template are escaped, or cannot hold markup', () => {
  expect(
    seen(
      '{{ name|e }} {{- name | escape("html") -}} {{ "text" }} {{ loop.index }} {{ list|length }} {# {{ old }} #}',
    ),
  ).toEqual([]);
});

test('a value printed raw is shown with its place, also after another filter', () => {
  expect(seen('<b>\n  {{ name }}</b>{{ name|upper }}{{ name|raw }}{{ name|json_encode }}')).toEqual([
    'twig-unescaped 2:3',
    'twig-unescaped 2:17',
    'twig-unescaped 2:33',
    'twig-unescaped 2:47',
  ]);
});

test('a template without an end does not keep the reader for ever', () => {
  expect(seen('{{ "'.repeat(50_000))).toEqual([]);
});
