import { recordPath } from '../adapters/amocrm/dial-selection';
import { hostApp } from '../adapters/amocrm/host';
import { browserClock as clock } from '../adapters/browser/clock';
import type { DialPlan } from '../domain/dial-plan';
import type { Texts } from '../domain/texts';
import type { DialWords } from '../views/dial-row-model';

/** How the list speaks: moments as this user writes them, and what splits the columns of a spreadsheet there. */
export function dialWords(
  texts: Texts,
  dialPlan: DialPlan,
): { words: DialWords; dated: (at: number) => string; separator: ';' | ',' } {
  const russian = hostApp().lang_id === 'ru';
  const language = russian ? 'ru' : 'en-GB';
  const today = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const dated = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  const sameDay = (at: number): boolean =>
    new Date(at).toDateString() === new Date(clock.now()).toDateString();
  return {
    words: {
      texts,
      dialPlan,
      moment: (at) => (sameDay(at) ? today : dated).format(at),
      pathOf: ({ kind, id }) => recordPath(kind, id),
    },
    dated: (at) => dated.format(at),
    separator: russian ? ';' : ',',
  };
}
