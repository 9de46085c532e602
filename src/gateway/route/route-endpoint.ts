import type { FastifyInstance, FastifyRequest } from 'fastify';
import { text, type EventFault } from '../../protocol/fields';
import type { Route } from '../../routing/route';
import { onlyPbx, type PbxKeys } from '../pbx-key';
import { Refusal } from '../refusal';
import type { AskedRoute, CallRouter } from './route-call';

const longestNumber = 128;

export type NamedCall = AskedRoute & { readonly call_id: string };

function readAsked(raw: unknown): NamedCall {
  const body = (raw ?? {}) as Readonly<Record<string, unknown>>;
  const faults: Pick<EventFault, 'field' | 'code' | 'message'>[] = [];
  const read = (name: string, least: number): string =>
    text(least, longestNumber)(body[name], name, (field, code, message) =>
      faults.push({ field, code, message }),
    ) ?? '';
  const asked = { call_id: read('call_id', 1), from: read('from', 0), to: read('to', 0) };
  if (faults.length > 0) {
    throw new Refusal(400, 'invalid_route', faults.map(({ message }) => message).join(' '));
  }
  return asked;
}

/**
 * Both with the PBX's key and `{call_id, from, to}`. `POST /v1/route`: who shall ring, in which order, and why.
 * `POST /v1/situation`: the same question's facts, for a script that runs the policy where the call is.
 */
export function routeEndpoint(
  app: FastifyInstance,
  keys: PbxKeys,
  router: CallRouter,
  onRouted: (asked: NamedCall, route: Route) => void,
): void {
  const begun = new WeakMap<FastifyRequest, number>();
  /** Whoever asks counts from here: a body that comes slowly takes its time from the CRM's. */
  const begins = (request: FastifyRequest, _reply: unknown, next: () => void): void => {
    begun.set(request, performance.now());
    next();
  };
  const spent = (request: FastifyRequest): number =>
    performance.now() - (begun.get(request) ?? performance.now());

  const options = { onRequest: [begins, onlyPbx(keys)], bodyLimit: 16_384 };
  app.post('/v1/route', options, async (request) => {
    const asked = readAsked(request.body);
    const route = await router.route(asked, spent(request));
    onRouted(asked, route);
    return route;
  });
  app.post('/v1/situation', options, (request) => router.situation(readAsked(request.body), spent(request)));
}
