type Language = 'ru' | 'en';

export type InstallWord = 'connected' | 'refused' | 'stale' | 'failed' | 'foreign';

const words: Readonly<Record<InstallWord, Readonly<Record<Language, readonly [string, string]>>>> = {
  connected: {
    ru: ['Аккаунт подключён', 'Это окно можно закрыть. Номера сотрудников задаются в настройках виджета.'],
    en: ['The account is connected', 'You may close this window. Internal numbers are set in the widget.'],
  },
  refused: {
    ru: [
      'Доступ не дан',
      'Телефония не подключена. Чтобы подключить её, начните установку снова и нажмите «Разрешить».',
    ],
    en: ['No access was given', 'Telephony is not connected. To connect it, begin again and press “Allow”.'],
  },
  stale: {
    ru: ['Ссылка устарела', 'Установка начата слишком давно или в другом браузере. Начните её снова.'],
    en: [
      'This link is too old',
      'The installation was begun too long ago, or in another browser. Begin it again.',
    ],
  },
  failed: {
    ru: ['CRM не ответила', 'Аккаунт пока не подключён. Начните установку снова через минуту.'],
    en: ['The CRM did not answer', 'The account is not connected yet. Begin again in a minute.'],
  },
  foreign: {
    ru: [
      'Этот аккаунт не подключить',
      'Шлюз не знает такой CRM или её код не подошёл. Начните установку из CRM.',
    ],
    en: [
      'This account cannot be connected',
      'The gateway does not know this CRM, or its code is wrong. Begin in the CRM.',
    ],
  },
};

/** What an administrator reads at the end of an installation; `languages`: header `Accept-Language`. */
export function installPage(word: InstallWord, languages: string | undefined): string {
  const language: Language = /^\s*(ru|be|uk|kk)\b/i.test(languages ?? '') ? 'ru' : 'en';
  const [title, text] = words[word][language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{margin:15vh auto;max-width:34em;padding:0 1em;font:16px/1.5 Arial,sans-serif;color:#2e3640}h1{font-size:20px}</style>
</head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>
`;
}
