import type { RecentTroubles } from './recent-troubles';

/** Answers that say something of the connection; all others are about what was asked for. */
const refusals = new Set([401, 402, 403, 429]);

/** `fetch` for one account's API that remembers when it last went well and when not. */
export function watchedCrm(ask: typeof fetch, troubles: Pick<RecentTroubles, 'note'>, now: () => number) {
  let [answered, failed]: (number | undefined)[] = [];
  const about = (input: Parameters<typeof fetch>[0], method = 'GET'): string =>
    `${method} ${new URL(input instanceof Request ? input.url : input).pathname}`;

  const watched: typeof fetch = async (input, init) => {
    try {
      const response = await ask(input, init);
      if (refusals.has(response.status) || response.status >= 500) {
        failed = now();
        troubles.note('crm_refuses', `${response.status}: ${about(input, init?.method)}`);
      } else answered = now();
      return response;
    } catch (error) {
      failed = now();
      troubles.note('crm_silent', about(input, init?.method));
      throw error;
    }
  };
  return {
    fetch: watched,
    /** Ms since 1970. */
    answeredAt: () => answered,
    failedAt: () => failed,
  };
}
