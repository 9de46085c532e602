import type { RecordingFaultCode } from './recording-fault';

type Language = 'ru' | 'en';

/** What a person reads who opens a link: what is wrong, and what to do about it. */
const words: Record<RecordingFaultCode, Record<Language, string>> = {
  recording_link_forged: {
    ru: 'Ссылка на запись повреждена. Откройте запись заново из карточки в CRM.',
    en: 'This link to the recording is damaged. Open the recording from the CRM again.',
  },
  recording_link_expired: {
    ru: 'Срок действия ссылки истёк. Откройте запись заново из карточки в CRM.',
    en: 'This link has expired. Open the recording from the CRM again.',
  },
  recording_missing: {
    ru: 'У этого звонка нет записи. Если он только что закончился, попробуйте через минуту.',
    en: 'This call has no recording. If it has only just ended, try again in a minute.',
  },
  recording_gone: {
    ru: 'На АТС этой записи больше нет. Спросите администратора, как долго хранятся записи.',
    en: 'The PBX no longer has this recording. Ask an administrator how long recordings are kept.',
  },
  recording_host_refused: {
    ru: 'Запись лежит на сервере, который не разрешён. Администратору: добавьте его в RECORDING_HOSTS шлюза.',
    en: 'The recording is on a server that is not allowed. Administrator: add it to RECORDING_HOSTS of the gateway.',
  },
  recording_denied: {
    ru: 'АТС не отдаёт эту запись. Администратору: проверьте на АТС доступ к записям для шлюза.',
    en: 'The PBX refuses this recording. Administrator: check at the PBX that the gateway may read recordings.',
  },
  recording_broken: {
    ru: 'АТС ответила ошибкой вместо записи. Попробуйте позже; если не поможет, сообщите администратору.',
    en: 'The PBX answered with an error in place of the recording. Try later; if that does not help, tell an administrator.',
  },
  recording_unreachable: {
    ru: 'АТС не отвечает, запись сейчас недоступна. Попробуйте позже.',
    en: 'The PBX cannot be reached, the recording is not available now. Try later.',
  },
  recording_slow: {
    ru: 'АТС отвечает слишком долго. Попробуйте ещё раз через минуту.',
    en: 'The PBX takes too long to answer. Try again in a minute.',
  },
  recording_busy: {
    ru: 'Слишком много записей слушают одновременно. Попробуйте ещё раз через минуту.',
    en: 'Too many recordings are being listened to at once. Try again in a minute.',
  },
};

const titles: Record<Language, string> = { ru: 'Запись звонка', en: 'Call recording' };

export const faultWords = (code: RecordingFaultCode): string => words[code].en;

/** A page for whoever opens a link in a browser; `languages`: header `Accept-Language`. */
export function faultPage(code: RecordingFaultCode, languages: string | undefined): string {
  const language: Language = /^\s*(ru|be|uk|kk)\b/i.test(languages ?? '') ? 'ru' : 'en';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${titles[language]}</title>
<style>body{margin:15vh auto;max-width:34em;padding:0 1em;font:16px/1.5 Arial,sans-serif;color:#2e3640}h1{font-size:20px}</style>
</head><body><main><h1>${titles[language]}</h1><p>${words[code][language]}</p></main></body></html>
`;
}
