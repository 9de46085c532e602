import type { FastifyInstance } from 'fastify';
import { text, type EventFault } from '../../protocol/fields';
import type { Route } from '../../routing/route';
import { onlyPbx } from '../pbx-key';
import { Refusal } from '../refusal';
import type { AskedRoute } from './route-call';

const longestNumber = 128;

/** `POST /v1/route` `{call_id, from, to}`, with the PBX's key: who shall ring, in which order, and why. */
export function routeEndpoint(
  app: FastifyInstance,
  pbxKey: string,
  routed: (asked: AskedRoute & { readonly call_id: string }) => Promise<Route>,
): void {
  app.post('/v1/route', { onRequest: onlyPbx(pbxKey), bodyLimit: 16_384 }, async (request) => {
    const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    const faults: Pick<EventFault, 'field' | 'code' | 'message'>[] = [];
    const read = (name: string, least: number): string =>
      text(least, longestNumber)(body[name], name, (field, code, message) =>
        faults.push({ field, code, message }),
      ) ?? '';
    const asked = { call_id: read('call_id', 1), from: read('from', 0), to: read('to', 0) };
    if (faults.length > 0) {
      throw new Refusal(400, 'invalid_route', faults.map(({ message }) => message).join(' '));
    }
    return routed(asked);
  });
}
