import fastify, { type FastifyInstance } from 'fastify';
import { apiRoutes } from '../../src/sandbox/api/routes';
import { accounts } from '../../src/sandbox/sip/accounts';
import { grants } from '../../src/sandbox/oauth/grants';
import { outsideCalls } from '../../src/sandbox/sip/outside-calls';
import { routedCalls } from '../../src/sandbox/sip/routed-calls';
import type { InboxMessage } from '../../src/sandbox/crm/model';
import { seedCrm } from '../../src/sandbox/crm/seed';
import type { FaultName } from '../../src/sandbox/options';
import type { Sandbox } from '../../src/sandbox/sandbox';

export const anna = 504141;
export const boris = 504142;
export const vera = 504143;
export const dina = 504145;

const running = new Set<FastifyInstance>();
afterEach(async () => {
  await Promise.all([...running].map((app) => app.close()));
  running.clear();
});

export interface AskOptions {
  /** Signed in by cookie; without one the token asks. */
  user?: number;
  headers?: Record<string, string>;
}

/** The sandbox's API over its demo account, on a port of its own until the test ends. Each request comes a second after the last. */
export function sandboxApi() {
  const clock = { ms: 1_790_000_000_000, step: 1000 };
  const pushed: InboxMessage[] = [];
  const sandbox: Sandbox = {
    sipUrl: 'ws://localhost:2',
    phoneAccounts: accounts([]),
    outsideCalls: outsideCalls(Date.now),
    routedCalls: routedCalls(Date.now, () => undefined),
    options: {
      widget: undefined,
      script: undefined,
      port: 0,
      open: false,
      seed: 1,
      latency: 0,
      faults: new Set(),
      deskPhones: [],
      bothPhones: [],
    },
    grants: grants(28, 'example.test'),
    crm: seedCrm(1, clock.ms / 1000),
    faults: new Set<FaultName>(),
    latency: 0,
    apiToken: 'test-token',
    crmUrl: 'http://localhost:8080',
    gatewayUrl: 'http://localhost:8081',
    log: [],
    push: (message) => pushed.push(message),
    subscribe: () => () => undefined,
  };
  const app = fastify({ forceCloseConnections: true });
  app.register(apiRoutes(sandbox, () => clock.ms));
  running.add(app);
  const origin = app.listen({ host: '127.0.0.1', port: 0 });

  async function ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
    url: string,
    body?: unknown,
    { user, headers = {} }: AskOptions = {},
  ) {
    clock.ms += clock.step;
    const identity: Record<string, string> =
      user === undefined
        ? { authorization: `Bearer ${sandbox.apiToken}` }
        : { cookie: `sandbox_user=${user}` };
    const written: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${await origin}${url}`, {
      method,
      headers: { ...written, ...identity, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    const type = response.headers.get('content-type') ?? '';
    const json = type.includes('json') && text !== '' ? JSON.parse(text) : undefined;
    return { status, type, text, json };
  }

  const phoned = (phone: string, name = 'Тест') => ({
    name,
    custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'WORK' }] }],
  });
  /** A new contact, company or lead; its id. */
  async function made(entity: string, body: unknown): Promise<number> {
    const { json } = await ask('POST', `/api/v4/${entity}`, [body]);
    return json._embedded[entity][0].id as number;
  }
  return { ask, clock, made, phoned, origin, pushed, sandbox };
}
