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

function pageData({ crm }: Sandbox): PageData {
  const people = new Map<string, string>();
  for (const { name, is_deleted, custom_fields_values } of crm.contacts.values()) {
    if (is_deleted || people.size >= mostPeople) continue;
    const phones = custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')?.values ?? [];
    const number = dialledNumber(String(phones[0]?.value ?? ''));
    if (number === undefined || isExtension(number) || people.has(number)) continue;
    people.set(number, name.slice(0, longestName));
  }
  return {
    people: [...people].map(([number, name]) => ({ name, number })),
    company: companyNumber,
    agents: crm.users
      .filter(({ is_active, extension }) => is_active && extension !== '')
      .map(({ name, extension }) => ({ name, extension })),
  };
}

const html = (language: 'ru' | 'en', data: PageData): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${language === 'ru' ? 'Телефон клиента' : "The customer's telephone"}</title>
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
  app.get('/phone', (request, reply) => {
    const language = /^ru\b/i.test(request.headers['accept-language'] ?? '') ? 'ru' : 'en';
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(html(language, pageData(sandbox)));
  });
  app.get('/phone/phone.js', (_request, reply) =>
    sendFile(reply, projectFile('dist/sandbox/phone/phone.js')),
  );
  app.get('/phone/style.css', (_request, reply) =>
    sendFile(reply, projectFile('src/sandbox/phone/style.css')),
  );
  app.post('/phone/line', (request, reply) => {
    const { number } = (request.body ?? {}) as { number?: unknown };
    const { phoneAccounts, sipUrl } = sandbox;
    const account =
      number === null
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
