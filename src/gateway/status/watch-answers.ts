import type { FastifyInstance } from 'fastify';
import type { RecentTroubles } from './recent-troubles';

/** Notes what this account's app refuses, and when its PBX was heard last. `now` in ms since 1970. */
export function watchAnswers(app: FastifyInstance, troubles: RecentTroubles, now: () => number) {
  let heard: number | undefined;
  app.addHook('onResponse', (request, reply, next) => {
    const { url } = request.routeOptions;
    const { statusCode: status } = reply;
    if (url === '/v1/events') {
      if (status < 500 && status !== 401 && status !== 429) heard = now();
      if (status === 401) troubles.note('wrong_key');
      else if (status >= 500) troubles.note('events_not_stored');
    } else if (url === '/v1/session' && status === 401) troubles.note('sign_in_refused');
    next();
  });
  return { heardAt: () => heard };
}
