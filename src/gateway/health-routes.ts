import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal';
import { within } from './within';

const storeDeadline = 2_000;

/** `/healthz`: the process lives. `/readyz`: it can take calls, the store answers. */
export function healthRoutes(app: FastifyInstance, alive: () => Promise<void>): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    const late = () => new Error('no answer in time');
    await within(storeDeadline, alive(), late).catch(() => {
      throw new Refusal(503, 'store_unavailable', 'The store does not answer.', 1);
    });
    return { status: 'ready' };
  });
}
