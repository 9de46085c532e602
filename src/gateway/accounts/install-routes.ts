import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal';
import type { TokenPair } from './account-tables';
import type { InstalledBy } from './accounts-config';
import { TokensRefused, type ExchangeTokens } from './exchange-tokens';
import { installPage, type InstallWord } from './install-page';
import { installStates } from './install-state';

const cookie = 'install';
const longest = 2_048;

export interface InstallNeed {
  readonly integrations: readonly [InstalledBy, ...InstalledBy[]];
  readonly exchange: (by: InstalledBy) => ExchangeTokens;
  /** The account's number, as the account itself says it. */
  readonly numberOf: (accountUrl: string, accessToken: string) => Promise<number>;
  readonly install: (id: number, url: string, by: InstalledBy, pair: TokenPair) => Promise<void>;
  readonly now: () => number;
  /** The browser's cookies travel over https alone. */
  readonly secure: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' && value.length <= longest ? value : '');

/** `referer` of the CRM: a host, or its whole address; nothing but an account's own address comes out. */
function accountUrl(referer: string, by: InstalledBy): string | undefined {
  const scheme = by.consentUrl.protocol;
  const said = /^https?:\/\//.test(referer) ? referer : `${scheme}//${referer}`;
  if (!URL.canParse(said)) return undefined;
  const url = new URL(said);
  return by.isAccount(url) && url.username === '' ? url.origin : undefined;
}

/**
 * `GET /oauth/install`: sends an administrator to the CRM's page of consent. `GET /oauth`: the redirect address of the
 * integration; browsers come back to it with the `state` that they left with, the CRM itself comes with `from_widget`.
 */
export function installRoutes(app: FastifyInstance, need: InstallNeed): void {
  const { integrations, exchange, numberOf, install, now, secure } = need;
  const [usual] = integrations;
  const states = new Map(integrations.map((by) => [by, installStates(by.clientSecret, now)]));
  const show = (request: FastifyRequest, reply: FastifyReply, status: number, word: InstallWord) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(installPage(word, request.headers['accept-language']));

  app.get('/oauth/install', (request, reply) => {
    const { crm } = request.query as Record<string, unknown>;
    const by =
      crm === 'kommo' ? integrations.find(({ consentUrl }) => consentUrl.hostname.includes('kommo')) : usual;
    const begun = by && states.get(by)?.begin();
    if (by === undefined || begun === undefined)
      throw new Refusal(404, 'no_integration', 'This gateway has no integration for that CRM.');
    const url = new URL(by.consentUrl);
    url.searchParams.set('client_id', by.clientId);
    url.searchParams.set('state', begun.state);
    url.searchParams.set('mode', 'popup');
    const parts = [`${cookie}=${begun.nonce}`, 'Path=/oauth', 'HttpOnly', 'SameSite=Lax', 'Max-Age=1200'];
    return reply
      .header('set-cookie', [...parts, ...(secure ? ['Secure'] : [])].join('; '))
      .header('cache-control', 'no-store')
      .redirect(url.href);
  });

  app.get('/oauth', async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    const [code, state, clientId] = [text(query['code']), text(query['state']), text(query['client_id'])];
    if (query['error'] !== undefined) return show(request, reply, 200, 'refused');
    const by = integrations.find(
      (one) => accountUrl(text(query['referer']), one) !== undefined && ['', one.clientId].includes(clientId),
    );
    const url = by && accountUrl(text(query['referer']), by);
    if (by === undefined || url === undefined || code === '') return show(request, reply, 400, 'foreign');
    // Without a state nobody's browser began it here: then it is the CRM's own call, as its widget's window makes it.
    if (state !== '' || query['from_widget'] === undefined) {
      const [, nonce = ''] =
        new RegExp(`(?:^|; )${cookie}=([0-9a-f]{32})`).exec(request.headers.cookie ?? '') ?? [];
      if (states.get(by)?.isGood(state, nonce) !== true) return show(request, reply, 400, 'stale');
    }
    try {
      const pair = await exchange(by)(url, { grant_type: 'authorization_code', code });
      const id = await numberOf(url, pair.access);
      await install(id, url, by, pair);
      request.log.info({ account: id, url }, 'an account was installed');
      void reply.header('set-cookie', `${cookie}=; Path=/oauth; HttpOnly; SameSite=Lax; Max-Age=0`);
      return await show(request, reply, 200, 'connected');
    } catch (error) {
      request.log.warn({ err: error, url }, 'an account was not installed');
      const refused = error instanceof TokensRefused;
      return show(request, reply, refused ? 400 : 502, refused ? 'foreign' : 'failed');
    }
  });
}
