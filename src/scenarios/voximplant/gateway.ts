import type { CallEvent } from '../../domain/call';
import type { PostOutcome } from '../shared/event-queue';
import { readRouteAnswer, type RouteAnswer } from '../shared/route-answer';
import type { Settings } from './settings';

export interface AskedRoute {
  readonly call_id: string;
  readonly from: string;
  readonly to: string;
}

const routeDeadline = 2;
const eventsDeadline = 10;

const retryAfter = ({ headers = [] }: Net.HttpRequestResult): number | undefined => {
  const found = headers.find(({ key }) => key.toLowerCase() === 'retry-after');
  const seconds = Number(found?.value);
  return seconds > 0 ? Math.min(seconds, 10) * 1000 : undefined;
};

/** The gateway over HTTP, from inside a session. Neither function rejects. */
export function gateway({ gateway: address, key }: Settings) {
  const post = (path: string, body: unknown, timeout: number): Promise<Net.HttpRequestResult> =>
    Net.httpRequestAsync(`${address}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      postData: JSON.stringify(body),
      timeout,
      connectionTimeout: Math.min(timeout, 6),
    });

  return {
    /** Who shall ring; undefined after two seconds, or at once when the gateway fails or its answer is none. */
    route: async (asked: AskedRoute): Promise<RouteAnswer | undefined> => {
      if (address === '') return undefined;
      let timer = 0;
      const late = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve('no answer within 2 s'), routeDeadline * 1000);
      });
      try {
        const said = await Promise.race([post('/v1/route', asked, routeDeadline), late]);
        if (typeof said === 'string') {
          Logger.write(`route: ${said}`);
          return undefined;
        }
        const answer = said.code === 200 ? readRouteAnswer(said.text ?? '') : undefined;
        if (answer === undefined)
          Logger.write(`route: cannot be followed, code ${said.code} ${said.error ?? ''}`);
        return answer;
      } catch (fault) {
        Logger.write(`route: ${String(fault)}`);
        return undefined;
      } finally {
        clearTimeout(timer);
      }
    },

    events: async (events: readonly CallEvent[]): Promise<PostOutcome> => {
      // Nobody to tell; the session's log has the reason already.
      if (address === '') return 'taken';
      try {
        const result = await post('/v1/events', events, eventsDeadline);
        if (result.code >= 200 && result.code < 300) return 'taken';
        Logger.write(`events: code ${result.code} ${result.error ?? ''}`);
        return result.code === 400 || result.code === 413 ? 'refused' : { again: retryAfter(result) };
      } catch (fault) {
        // Thrown at the 36th request of a session.
        Logger.write(`events: ${String(fault)}`);
        return { again: undefined };
      }
    },
  };
}

export type Gateway = ReturnType<typeof gateway>;
