import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { grants } from '../../src/sandbox/oauth/grants';

/** One account's CRM: gives out tokens once each, and knows one agent, whose internal number is 101. */
export async function crmOfAccount(account: number, clientId: string) {
  const secret = `the secret of ${clientId}`;
  const given = grants(account, 'example.test');
  const exchanged = { good: 0, refused: 0 };
  const seconds = (): number => Math.floor(Date.now() / 1000);
  const server = createServer((request, response) => {
    const say = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    let text = '';
    request.on('data', (bytes: Buffer) => (text += bytes.toString()));
    request.on('end', () => {
      const path = request.url?.split('?')[0];
      if (path === '/oauth2/access_token') {
        const said = JSON.parse(text) as Record<string, string>;
        const kind = said['grant_type'] === 'refresh_token' ? 'refresh' : 'code';
        const tokens =
          said['client_secret'] === secret
            ? given.exchange(kind, said['refresh_token'] ?? said['code'] ?? '', clientId, seconds())
            : undefined;
        exchanged[tokens === undefined ? 'refused' : 'good'] += 1;
        return say(tokens === undefined ? 400 : 200, tokens ?? { title: 'Bad Request', status: 400 });
      }
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      if (given.userOf(token, seconds()) === undefined) return say(401, { title: 'Unauthorized' });
      if (path === '/api/v4/account') return say(200, { id: account });
      return say(200, { settings: { extensions: { 7: '101' } } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...{ account, clientId, secret, url, exchanged },
    code: () => given.code(7, seconds()),
    revokeAll: given.revokeAll,
    oneTimeToken: (audience: string) => {
      const now = seconds();
      return new SignJWT({ account_id: account, user_id: 7, client_uuid: clientId, is_admin: true })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(audience)
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + 1800)
        .sign(new TextEncoder().encode(secret));
    },
    signature: () => createHmac('sha256', secret).update(`${clientId}|${account}`).digest('hex'),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type CrmOfAccount = Awaited<ReturnType<typeof crmOfAccount>>;
