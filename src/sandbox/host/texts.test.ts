import en from './texts/en.json';
import ru from './texts/ru.json';

const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

test('both languages have the same words, the same holes and no empty text', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(ru).sort());
  for (const key of Object.keys(ru) as (keyof typeof ru)[]) {
    expect([key, en[key] !== '' && ru[key] !== '', holes(en[key])]).toEqual([key, true, holes(ru[key])]);
    expect([key, /[а-яё]/i.test(en[key])]).toEqual([key, false]);
  }
});
