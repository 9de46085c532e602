import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RoutingPlan } from '../../routing/plan';
import { readPlan, type PlanFault } from '../../routing/read-plan';
import schema from '../../routing/routing-plan.schema.json';
import type { Route } from '../../routing/route';
import { onlyAdmins } from '../only-admins';
import { Refusal } from '../refusal';
import type { Session, SessionTokens } from '../session-token';
import type { PlanStore } from './plan-store';
import type { TriedCall } from './route-call';
import { knowsZone } from './zone-offset';

const longestNumber = 128;
const largest = 256 * 1024;

export interface PlanParts {
  readonly tokens: Pick<SessionTokens, 'verify'>;
  readonly plans: Pick<PlanStore, 'current' | 'version' | 'history' | 'save'>;
  /** Internal numbers by user id. */
  readonly extensions: () => Promise<ReadonlyMap<string, string>>;
  /** What would happen to a call, by this plan. */
  readonly tried: (call: TriedCall, plan: RoutingPlan) => Promise<Route>;
}

type Body = Readonly<Record<string, unknown>>;
const bodyOf = ({ body }: FastifyRequest): Body =>
  typeof body === 'object' && body !== null ? (body as Body) : {};
const wrong = (message: string): Refusal => new Refusal(400, 'invalid_plan', message);

function triedIn(body: Body): TriedCall {
  const number = (name: string): string => {
    const value = body[name] ?? '';
    if (typeof value !== 'string' || value.length > longestNumber)
      throw wrong(`${name} is a number in quotes, ${longestNumber} characters at most.`);
    return value;
  };
  const { at } = body;
  const moment = typeof at === 'string' ? Date.parse(at) : NaN;
  if (at !== undefined && at !== null && Number.isNaN(moment))
    throw wrong('at is a moment such as 2026-01-31T10:00:00+03:00; leave it out for now.');
  return { from: number('from'), to: number('to'), ...(Number.isNaN(moment) ? {} : { at: moment }) };
}

/**
 * `/v1/routing-plan*`: the plan, its last versions and a trial of it, for administrators (session token as bearer); and
 * for anybody's editor the schema of plans.
 */
export function planRoutes(app: FastifyInstance, { tokens, plans, extensions, tried }: PlanParts): void {
  const sessions = new WeakMap<FastifyRequest, Session>();
  const whole = async () => ({
    plan: plans.current().written,
    version: plans.version(),
    history: plans.history(),
    extensions: Object.fromEntries(await extensions().catch(() => new Map<string, string>())),
  });
  const faulty = (faults: readonly PlanFault[]) => ({ code: 'invalid_plan', faults });

  app.get('/v1/routing-plan.schema.json', (_request, reply) =>
    reply.type('application/schema+json').send(schema),
  );
  void app.register((scope, _options, done) => {
    scope.addHook(
      'onRequest',
      onlyAdmins(tokens, 'see and change the plan', (request, session) => sessions.set(request, session)),
    );
    scope.addHook('onSend', (_request, reply, _payload, next) => {
      void reply.header('cache-control', 'no-store');
      next();
    });
    scope.get('/v1/routing-plan', whole);
    scope.put('/v1/routing-plan', { bodyLimit: largest }, async (request, reply) => {
      const { plan, version } = bodyOf(request);
      if (typeof version !== 'number') throw wrong('version is the number of the version that was changed.');
      const result = await plans.save(plan, sessions.get(request)?.user ?? 0, version);
      if (result === 'changed')
        throw new Refusal(409, 'plan_changed', 'Somebody else has saved the plan meanwhile: read it anew.');
      if (result === 'saved') return whole();
      return reply.code(400).send(faulty(result.faults));
    });
    scope.post('/v1/routing-plan/try', { bodyLimit: largest }, async (request, reply) => {
      const body = bodyOf(request);
      const call = triedIn(body);
      const read = readPlan(body['plan'], knowsZone);
      if ('faults' in read) return reply.code(400).send(faulty(read.faults));
      return tried(call, read.plan);
    });
    done();
  });
}
