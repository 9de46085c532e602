// Smart forwarding on ConnexCS, for scripts of type App before modules came. Settings: the app's variables.
import './older-builtins';
import axios from 'axios';
import { incr, kv } from 'cxKV';
import type { RoutingData } from './apply-route';
import { forward } from './forward';
import type { Platform } from './platform';

const post: Platform['post'] = async (url, body, headers, timeout) => {
  const { status, data } = await axios.post(url, body, { headers, timeout });
  if (status !== 200) throw new Error(`code ${status}`);
  return data;
};

/** Called for every call. Gives `data` back, with the route in it where there is one. */
export async function main(data: RoutingData = {}): Promise<RoutingData> {
  return forward(data, {
    ...{ env: process.env, kv, incr, post },
    log: (line) => console.debug(line),
    now: () => Date.now(),
  });
}
