import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal';
import type { Integration } from './exchange-tokens';

type Signer = Pick<Integration, 'clientId' | 'clientSecret'>;

/** Whether this is the CRM's hook: hex HMAC-SHA256 of `client_uuid|account_id` with the integration's secret. */
function isUninstall({ clientId, clientSecret }: Signer, account: string, signature: string): boolean {
  const expected = createHmac('sha256', clientSecret).update(`${clientId}|${account}`).digest();
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** `GET /oauth/uninstall?account_id&client_uuid&signature`: the CRM says that the integration was switched off. */
export function uninstallRoute(
  app: FastifyInstance,
  integrations: readonly Signer[],
  uninstall: (account: number) => Promise<void>,
): void {
  app.get('/oauth/uninstall', async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    const said = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
    const [account, signature] = [said('account_id'), said('signature')];
    const clientId = said('client_uuid') || said('client_id');
    const by = integrations.find((one) => one.clientId === clientId);
    if (by === undefined || !/^\d{1,15}$/.test(account) || !isUninstall(by, account, signature))
      throw new Refusal(401, 'wrong_signature', "This is not the CRM's word about one of our integrations.");
    await uninstall(Number(account));
    request.log.warn({ account: Number(account) }, 'an account was uninstalled');
    return reply.code(204).send();
  });
}
