import en from './texts/en.json';
import ru from './texts/ru.json';

export type TextKey = keyof typeof ru;

/** The page's words in the language that the browser prefers. */
export function textsOf(language: string): (key: TextKey, number?: string) => string {
  const texts: Record<TextKey, string> = language === 'ru' ? ru : en;
  return (key, number = '') => texts[key].replace('{number}', number);
}
