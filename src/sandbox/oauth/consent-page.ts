import type { User } from '../crm/model';

const texts = {
  ru: {
    title: 'Доступ к аккаунту',
    asks: 'запрашивает доступ к данным аккаунта',
    allow: 'Разрешить',
    refuse: 'Отмена',
    adminOnly: 'Первый раз доступ даёт администратор аккаунта.',
  },
  en: {
    title: 'Access to the account',
    asks: 'asks for access to the data of the account',
    allow: 'Allow',
    refuse: 'Cancel',
    adminOnly: 'The first time an administrator of the account gives access.',
  },
} as const;

const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${String(sign.codePointAt(0))};`);

export interface Consent {
  readonly user: User;
  readonly subdomain: string;
  readonly integration: string;
  /** What goes back with the answer. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The CRM's page that asks an administrator whether an integration may have access. */
export function consentPage({ user, subdomain, integration, fields }: Consent): string {
  const t = texts[user.lang];
  const hidden = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${safe(value)}">`)
    .join('');
  const button = (answer: string, text: string, blue: boolean): string =>
    `<button class="button-input${blue ? ' button-input_blue' : ''}" name="answer" value="${answer}">${text}</button>`;
  const controls = user.is_admin
    ? `<form method="post" action="/oauth">${hidden}${button('allow', t.allow, true)} ${button('refuse', t.refuse, false)}</form>`
    : `<p>${t.adminOnly}</p>`;
  return `<!doctype html>
<html lang="${user.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${t.title}</title><link rel="stylesheet" href="/host/host.css">
<style>main{max-width:32em;margin:15vh auto;padding:2em;background:#fff}form{margin-top:1.5em}</style></head>
<body><main><h1>${t.title}</h1><p><b>${safe(integration)}</b> ${t.asks} <b>${safe(subdomain)}</b>.</p>
<p>${safe(user.name)}</p>${controls}</main></body></html>
`;
}
