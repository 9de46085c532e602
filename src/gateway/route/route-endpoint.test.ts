import { once } from 'node:events';
import { request } from 'node:http';
import fastify from 'fastify';
import type { Route } from '../../routing/route';
import { oneKey } from '../pbx-key';
import { routeEndpoint } from './route-endpoint';
import type { CallRouter } from './route-call';

test('time counts from the head of the question: a body that comes slowly takes it from the CRM', async () => {
  const told: number[] = [];
  const answer: Route = { action: 'reject', code: 480, message: 'Nobody', trail: [] };
  const router: Pick<CallRouter, 'route'> = {
    route: (_asked, spent) => {
      told.push(Number(spent));
      return Promise.resolve(answer);
    },
  };
  const app = fastify();
  routeEndpoint(app, oneKey('key'), router as CallRouter, () => undefined);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = async (pause: number): Promise<void> => {
    const asked = request(`${url}/v1/route`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    });
    asked.flushHeaders();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    asked.end(JSON.stringify({ call_id: 'c', from: '+79050000001', to: '+74951234567' }));
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    expect(response.statusCode).toBe(200);
    response.resume();
  };
  await ask(0);
  await ask(500);
  await app.close();
  expect(told[1]! - told[0]!).toBeGreaterThan(200);
});
