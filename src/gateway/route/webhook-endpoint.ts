import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal';

const largest = 256 * 1024;
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `POST /v1/webhooks/amocrm/{secret}`: the CRM tells of changes. It signs nothing, so the address is the secret. */
export function webhookEndpoint(
  app: FastifyInstance,
  secret: string,
  onChange: (body: string) => void,
): void {
  const expected = hash(secret);
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: largest },
      (_request, body, parsed) => parsed(null, body),
    );
    scope.post<{ Params: { secret: string } }>(
      '/v1/webhooks/amocrm/:secret',
      {
        onRequest: (request, _reply, next) => {
          if (timingSafeEqual(hash(request.params.secret), expected)) next();
          else next(new Refusal(401, 'wrong_key', 'This address is not known.'));
        },
      },
      async (request, reply) => {
        // Answered first: the CRM takes a slow answer for a failed one.
        setImmediate(() => onChange(typeof request.body === 'string' ? request.body : ''));
        return reply.code(204).send();
      },
    );
    done();
  });
}
