import type { Route } from '../../routing/route';
import type { Settings } from './settings';

interface Header {
  readonly key: string;
  readonly value: string;
}
interface Headers {
  headers?: Header[];
  remove_headers?: { readonly key: string }[];
}
interface Row extends Headers {
  gw?: Record<string, { cli?: unknown } & Record<string, unknown>>;
}
/** As far as routing goes; all else passes as it came. */
export interface RoutingData extends Headers {
  routing?: { cli?: unknown; dest_number?: unknown; callid?: unknown; egress_routing?: Row[] };
}

type Forward = Extract<Route, { action: 'forward' }>;

/** "103;20,101+102;20": steps with commas between, those that ring together with "+", then their seconds. */
function stepsText({ targets }: Forward): { readonly to: string; readonly why: string } {
  const steps = new Map<number, { who: string[]; seconds: number; why: string }>();
  for (const { step, extension, timeout, why } of targets) {
    const known = steps.get(step);
    if (known === undefined) steps.set(step, { who: [extension], seconds: timeout, why });
    else known.who.push(extension);
  }
  const each = [...steps.values()];
  return {
    to: each.map(({ who, seconds }) => `${who.join('+')};${seconds}`).join(','),
    // Names of leads are in any script; headers are not.
    why: each.map(({ why }) => encodeURIComponent(why)).join(','),
  };
}

/** Whatever a caller sent under our names goes. */
function setHeaders(place: Headers, added: readonly Header[]): void {
  const names = new Set(added.map(({ key }) => key.toLowerCase()));
  const kept = (place.headers ?? []).filter(({ key }) => !names.has(key.toLowerCase()));
  place.headers = [...kept, ...added];
  place.remove_headers = [...(place.remove_headers ?? []), ...added.map(({ key }) => ({ key }))];
}

function addHeaders(data: RoutingData, given: Forward, where: Settings['headerPlace']): void {
  const { to, why } = stepsText(given);
  const headers = [
    { key: 'X-Route-To', value: to },
    { key: 'X-Route-Why', value: why },
    { key: 'X-Route-Reason', value: given.reason },
  ];
  const rows = data.routing?.egress_routing ?? [];
  if (where !== 'beside') for (const row of rows) setHeaders(row, headers);
  if (where !== 'rows' || rows.length === 0) setHeaders(data, headers);
}

/** Rows that lead to a target's gateway, in the targets' order; without any the rows stay. */
function orderRows(data: RoutingData, { targets }: Forward, gateways: Settings['gateways']): void {
  const rows = data.routing?.egress_routing ?? [];
  const found = targets.flatMap(({ extension }) => {
    const id = gateways[extension];
    return id === undefined ? [] : rows.filter(({ gw }) => gw !== undefined && id in gw);
  });
  if (found.length > 0 && data.routing !== undefined) data.routing.egress_routing = [...new Set(found)];
}

/** Writes into `data` whom the call is to ring, in the ways that the settings name. */
export function applyRoute(data: RoutingData, given: Forward, settings: Settings): void {
  const { apply, headerPlace, gateways } = settings;
  if (apply.has('rows')) orderRows(data, given, gateways);
  const [first] = given.targets;
  if (apply.has('number') && data.routing !== undefined && first !== undefined)
    data.routing.dest_number = first.extension;
  if (apply.has('headers')) addHeaders(data, given, headerPlace);
}
