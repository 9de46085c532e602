import type { FaultName } from '../options';
import type { Answer } from './endpoint';
import { Problem } from './problem';

type Page = (title: string) => string;
const page: Page = (title) =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr><center>nginx</center></body></html>\n`;
const html = (status: number, title: string): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  body: page(title),
});

export const tooMany = (): Problem =>
  new Problem(429, 'Request limit exceeded: at most 7 requests per second', { retry_after: 1 });

/** What a fault puts in place of every answer. `hang`: no answer; `drop`: the connection is closed unanswered. */
const replacements = {
  'api-timeout': 'hang',
  'api-reset': 'drop',
  'api-401': new Problem(401, 'Token has been revoked').answer,
  'api-403-html': html(403, '403 Forbidden'),
  'api-429': tooMany().answer,
  'api-500': new Problem(500, 'Internal error').answer,
  'api-504': html(504, '504 Gateway Time-out'),
  'api-html': html(200, 'Авторизация'),
  'api-garbage': { status: 200, body: '{"_page":1,"_links":{"self":{"href":"https://' },
} as const satisfies Partial<Record<FaultName, Answer | 'hang' | 'drop'>>;

export function faultAnswer(faults: ReadonlySet<FaultName>): Answer | 'hang' | 'drop' | undefined {
  const names = Object.keys(replacements) as (keyof typeof replacements)[];
  const active = names.find((name) => faults.has(name));
  return active && replacements[active];
}
