/** How targets are told to what stands behind the script: the platform says of none that it works for all accounts. */
const ways = ['headers', 'number', 'rows'] as const;
const places = ['rows', 'beside', 'both'] as const;

/** Variables of the app (`process.env`), and the assignment's VARS over them; docs/connexcs.md tells each. */
export interface Settings {
  /** Without a "/" at the end; empty: what is remembered decides. */
  readonly gateway: string;
  readonly key: string;
  /** Longest wait for the gateway, ms. */
  readonly wait: number;
  readonly apply: ReadonlySet<(typeof ways)[number]>;
  readonly headerPlace: (typeof places)[number];
  /** Id of the platform's gateway that leads to an extension. */
  readonly gateways: Readonly<Record<string, string>>;
}

const longestWait = 1_800;
const usualWait = 1_600;

type Fields = Readonly<Record<string, unknown>>;
const tableOf = (data: Fields, name: string): Fields => {
  const raw = data[name];
  return typeof raw === 'object' && raw !== null ? (raw as Fields) : {};
};
const textOf = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';

/** Never throws: what is wrong counts as left out, and is told to `fault`. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  data: Fields,
  fault: (line: string) => void,
): Settings {
  const vars = tableOf(data, 'forward');
  const read = (variable: string, key: string): string => textOf(vars[key]) || textOf(env[variable]);
  const words = read('ROUTE_APPLY', 'apply').split(/[\s,]+/);
  const wanted = words.filter((word) => word !== '');
  const apply = ways.filter((way) => wanted.includes(way));
  if (apply.length < wanted.length) fault(`ROUTE_APPLY may hold ${ways.join(', ')}`);
  const place = read('ROUTE_HEADER_PLACE', 'header_place');
  const wait = Number(read('ROUTE_WAIT_MS', 'wait_ms') || usualWait);
  const gateway = textOf(env['GATEWAY_URL']).replace(/\/+$/, '');
  if (gateway === '') fault('the app has no variable GATEWAY_URL: calls are routed by what is remembered');
  return {
    gateway,
    key: textOf(env['PBX_KEY']),
    wait: wait >= 1 && wait <= longestWait ? wait : usualWait,
    apply: new Set(apply.length > 0 ? apply : (['headers'] as const)),
    headerPlace: places.find((one) => one === place) ?? 'rows',
    gateways: Object.fromEntries(
      Object.entries(tableOf(data, 'gateways')).map(([extension, id]) => [extension, textOf(id)]),
    ),
  };
}
