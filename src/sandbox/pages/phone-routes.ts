import type { FastifyInstance } from 'fastify';
import type { PageData } from '../phone/page-data';
import type { Sandbox } from '../sandbox';
import { dialledNumber, isExtension } from '../sip/dialled-number';
import { domain } from '../sip/forward-request';
import { companyNumber } from '../sip/who-is-meant';
import { projectFile } from './project-file';
import { sendFile } from './send-file';

/** People to choose from; a list of all would help nobody. */
const mostPeople = 12;
const longestName = 60;

function pageData({ crm, phoneAccounts }: Sandbox, extension: string): PageData {
  const people = new Map<string, string>();
  for (const { name, is_deleted, custom_fields_values } of crm.contacts.values()) {
    if (is_deleted || people.size >= mostPeople) continue;
    const phones = custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')?.values ?? [];
    const number = dialledNumber(String(phones[0]?.value ?? ''));
    if (number === undefined || isExtension(number) || people.has(number)) continue;
    people.set(number, name.slice(0, longestName));
  }
  const agents = crm.users
    .filter((user) => user.is_active && user.extension !== '')
    .map((user) => ({ name: user.name, extension: user.extension }));
  const isDesk = phoneAccounts.deskPhone(extension) !== undefined;
  return {
    people: [...people].map(([number, name]) => ({ name, number })),
    company: companyNumber,
    agents: agents.filter((one) => !isDesk || one.extension !== extension),
    desk: isDesk ? (agents.find((one) => one.extension === extension) ?? null) : null,
  };
}

const titles = {
  ru: ['Телефон клиента', 'Настольный телефон'],
  en: ["The customer's telephone", 'Desk phone'],
} as const;

const html = (language: 'ru' | 'en', data: PageData): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titles[language][data.desk === null ? 0 : 1]}</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="/phone/style.css">
</head>
<body>
<script type="application/json" id="data">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>
<script src="/phone/phone.js"></script>
</body>
</html>
`;

/** `/phone`, the telephone of a customer: page, script, and the line that it takes. */
export function phoneRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get<{ Querystring: { extension?: string } }>('/phone', (request, reply) => {
    const { extension = '' } = request.query;
    if (extension !== '' && sandbox.phoneAccounts.deskPhone(extension) === undefined)
      return reply
        .code(404)
        .type('text/plain; charset=utf-8')
        .send(`${extension} has no desk phone here: start with npm start -- --desk-phone ${extension}`);
    const language = /^ru\b/i.test(request.headers['accept-language'] ?? '') ? 'ru' : 'en';
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(html(language, pageData(sandbox, extension)));
  });
  app.get('/phone/phone.js', (_request, reply) =>
    sendFile(reply, projectFile('dist/sandbox/phone/phone.js')),
  );
  app.get('/phone/style.css', (_request, reply) =>
    sendFile(reply, projectFile('src/sandbox/phone/style.css')),
  );
  app.post('/phone/line', (request, reply) => {
    const { number, extension } = (request.body ?? {}) as { number?: unknown; extension?: unknown };
    const { phoneAccounts, sipUrl } = sandbox;
    const account =
      typeof extension === 'string'
        ? phoneAccounts.deskPhone(extension)
        : number === null
          ? phoneAccounts.machine
          : phoneAccounts.customer(typeof number === 'string' ? number : '');
    if (account === undefined)
      return reply.code(400).send({
        message: 'Send {"number": "+79991112233"}, a number outside the company, or null for the machine.',
      });
    const { username, password, address } = account;
    return reply
      .header('cache-control', 'no-store')
      .send({ url: sipUrl, uri: `sip:${address}@${domain}`, username, password, number: address });
  });
}
