import { faultsWith } from '../../../test/artefact/minimal-widget';
import type { Json } from '../../../test/artefact/minimal-widget';

test('each text that one language lacks is named, on the side that lacks it', () => {
  const faults = faultsWith({
    'i18n/en.json': (texts: Json) => (texts.card = { name: 'Name' }),
    'i18n/ru.json': (texts: Json) => (texts.card = { phone: 'Телефон' }),
  });
  expect(faults.map(({ code, file, what }) => [code, file, what])).toEqual([
    ['i18n-structure', 'i18n/en.json', 'the text “card.phone” is missing, it is in i18n/ru.json'],
    ['i18n-structure', 'i18n/ru.json', 'the text “card.name” is missing, it is in i18n/en.json'],
  ]);
});

test.each(['Read rules.rust, ruler and drum.', 'trust.ruins', 'https://example.com/ru/help'])(
  '%s mentions no .ru address',
  (text) => {
    expect(faultsWith({ 'i18n/en.json': (texts: Json) => (texts.widget.description = text) })).toEqual([]);
  },
);
