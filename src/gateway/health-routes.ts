import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal';
import { within } from './within';

const storeDeadline = 2_000;

/** `/healthz`: the process lives. `/readyz`: it can take calls, the store answers. */
export function healthRoutes(
  app: FastifyInstance,
  alive: () => Promise<void>,
  /** False: other gateways have taken over what was ours. */
  isHeard: () => boolean = () => true,
): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    const late = () => new Error('no answer in time');
    await within(storeDeadline, alive(), late).catch(() => {
      throw new Refusal(503, 'store_unavailable', 'The store does not answer.', 1);
    });
    if (!isHeard())
      throw new Refusal(503, 'cut_off', 'The database does not hear this gateway: others do its work.', 1);
    return { status: 'ready' };
  });
}
