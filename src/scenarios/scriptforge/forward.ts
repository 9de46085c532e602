import { route, type Route } from '../../routing/route';
import { readSituation, type WrittenSituation } from '../../routing/written-situation';
import { applyRoute, type RoutingData } from './apply-route';
import type { Platform } from './platform';
import { remembered } from './remembered';
import { readSettings, type Settings } from './settings';

/** What the datastore may take of the call's time, ms. */
const storePatience = 150;

/** Rejects when it takes longer, where the platform has timers; where not, its own limit ends the script. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const { setTimeout: after, clearTimeout: clear } = globalThis as Maybe;
  if (after === undefined) return work;
  let timer = 0;
  const late = new Promise<never>((_resolve, reject) => {
    timer = after(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clear?.(timer);
  }
}

const why = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

/** How things are, by the gateway; undefined while it is silent or talks nonsense. */
async function ask(
  { post, log }: Platform,
  { gateway, key, wait }: Settings,
  call: object,
): Promise<WrittenSituation | undefined> {
  if (gateway === '') return undefined;
  if (post === undefined) {
    log('forward: this platform gives scripts no way to the web');
    return undefined;
  }
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  try {
    return (await within(post(`${gateway}/v1/situation`, call, headers, wait), wait)) as WrittenSituation;
  } catch (fault) {
    log(`forward: the gateway is silent: ${why(fault)}`);
    return undefined;
  }
}

interface Asked {
  readonly call_id: string;
  readonly from: string;
  readonly to: string;
}

/** Where this call is to go; undefined where nobody can say. */
async function routed(platform: Platform, settings: Settings, call: Asked): Promise<Route | undefined> {
  const memory = remembered(platform);
  const told = await ask(platform, settings, call);
  const now = readSituation(told, call);
  if (told !== undefined && now !== undefined) {
    try {
      await within(memory.keep(told, call.from), storePatience);
    } catch (fault) {
      platform.log(`forward: cannot be remembered: ${why(fault)}`);
    }
    return route(now.plan, now.situation);
  }
  const before = readSituation(await within(memory.recall(call.from), storePatience), call);
  if (before !== undefined) return route(before.plan, before.situation);
  platform.log('forward: nothing is known yet, the call goes as it came');
  return undefined;
}

const numberOf = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' ? String(raw) : '';

/**
 * Routes one message. Gives what goes back to the platform: `data` with the route in it, or untouched where anything
 * fails. Rejects with "[sip code] [sip message]" where the policy refuses the call, and with nothing else.
 */
export async function forward(data: RoutingData, platform: Platform): Promise<RoutingData> {
  let given: Route | undefined;
  // Half a route is none: what fails on its way leaves the original.
  const copy = JSON.parse(JSON.stringify(data)) as RoutingData;
  try {
    const { routing = {} } = data;
    const [from, to] = [numberOf(routing.cli), numberOf(routing.dest_number)];
    if (to === '') return data;
    const settings = readSettings(platform.env, { ...data }, (line) => platform.log(`forward: ${line}`));
    const call = { call_id: numberOf(routing.callid) || `${from}-${to}-${platform.now()}`, from, to };
    given = await routed(platform, settings, call);
    if (given?.action === 'forward') {
      applyRoute(copy, given, settings);
      return copy;
    }
  } catch (fault) {
    platform.log(`forward: the call goes as it came: ${why(fault)}`);
    return data;
  }
  if (given === undefined) return data;
  throw new Error(`${given.code} ${given.message.replace(/\s+/g, ' ').trim() || 'Declined'}`);
}
