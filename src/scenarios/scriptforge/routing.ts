// Smart forwarding on ConnexCS, for the platform's present kind of scripts. Settings: the app's variables.
import { incr, kv } from 'cxKV';
import type { RoutingData } from './apply-route';
import { forward } from './forward';
import type { Platform } from './platform';

const { fetch } = globalThis as Maybe;

const post: Platform['post'] =
  fetch === undefined
    ? undefined
    : async (url, body, headers, timeout) => {
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), timeout });
        if (answer.status !== 200) throw new Error(`code ${answer.status}`);
        return JSON.parse(await answer.text()) as unknown;
      };

/** Called for every call. Gives `data` back, with the route in it where there is one. */
export async function main(data: RoutingData = {}): Promise<RoutingData> {
  return forward(data, {
    ...{ env: process.env, kv, incr, post },
    log: (line) => console.debug(line),
    now: () => Date.now(),
  });
}

// Which of the two the platform calls is not documented: each is the same.
export default (data?: RoutingData): Promise<RoutingData> => main(data);
