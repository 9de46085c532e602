/** Who calls, who answers and what the web says while a scenario is tried: `docs/voximplant.md` tells the fields. */

/** How the other side of a call behaves. Seconds; null: never. */
export interface Party {
  readonly rings: number | null;
  /** Sound before the answer. */
  readonly early: number | null;
  readonly answers: number | null;
  readonly fails: { readonly after: number; readonly code: number; readonly reason: string } | null;
  /** After the answer. */
  readonly hangsUp: number | null;
  /** Pressed so long after the answer. */
  readonly digits: readonly { readonly after: number; readonly tone: string }[];
}

export interface Inbound extends Party {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  /** Hangs up after so long without an answer. */
  readonly givesUp: number | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The first whose `url` begins the address asked for ("*": any) and whose `method` fits. */
export interface HttpRule {
  readonly url: string;
  readonly method: string | null;
  readonly after: number;
  /** HTTP status, or VoxEngine's own code (0 and below); null: never answers. */
  readonly code: number | null;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How often it answers before the next fitting rule does; null: always. */
  readonly times: number | null;
}

/** Somebody asks the session's own address. */
export interface WebRequest {
  readonly after: number;
  readonly method: string;
  readonly path: string;
  readonly content: string;
}

export interface CallsFile {
  readonly inbound: Inbound | null;
  /** Custom data of a session that is started over HTTP. */
  readonly customData: string;
  readonly parties: Readonly<Record<string, Party>>;
  readonly http: readonly HttpRule[];
  readonly requests: readonly WebRequest[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly storage: Readonly<Record<string, string>>;
  /** Length of sounds by their address. */
  readonly sounds: Readonly<Record<string, number>>;
  /** What an outgoing call fires that the scenario itself hangs up before the answer; the vendor's pages leave it open. */
  readonly cancelled: 'Failed' | 'Disconnected';
  /** Ms since 1970 at the session's start. */
  readonly at: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** All faults at once, each with its place and its cure. */
export function readCallsFile(
  raw: unknown,
  now: number,
): { readonly calls: CallsFile } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const wrong = (path: string, message: string): void => void faults.push(`${path} ${message}`);

  const fieldsOf = (value: unknown, path: string, known?: readonly string[]): Fields => {
    if (value === undefined || value === null) return {};
    if (typeof value !== 'object' || Array.isArray(value)) {
      wrong(path, 'must be an object in braces');
      return {};
    }
    for (const name of Object.keys(value))
      if (known !== undefined && !known.includes(name))
        wrong(`${path}.${name}`, `is unknown; there are ${known.join(', ')}`);
    return value as Fields;
  };
  const text = (value: unknown, path: string, otherwise = ''): string => {
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'string') return value;
    wrong(path, 'must be a text in quotes');
    return otherwise;
  };
  const seconds = <T extends number | null>(
    value: unknown,
    path: string,
    otherwise: T,
  ): number | T | null => {
    if (value === undefined) return otherwise;
    if (value === null || (typeof value === 'number' && value >= 0)) return value;
    wrong(path, 'must be seconds, such as 2.5, or null for never');
    return otherwise;
  };
  const texts = (value: unknown, path: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(fieldsOf(value, path)).map(([name, each]) => [name, text(each, `${path}.${name}`)]),
    );
  const digits = (value: unknown, path: string): Party['digits'] => {
    if (value === undefined || value === null) return [];
    const groups: readonly unknown[] = Array.isArray(value) ? value : [{ after: 2, press: value }];
    return groups.flatMap((group, index) => {
      const given = fieldsOf(group, `${path}.${index}`, ['after', 'press']);
      const pressed = text(given['press'], `${path}.${index}.press`);
      if (!/^[0-9*#]*$/.test(pressed)) wrong(`${path}.${index}.press`, 'must be of 0-9, * and #');
      const from = seconds(given['after'], `${path}.${index}.after`, 2) ?? 2;
      return Array.from(pressed).map((tone, place) => ({ after: from + place * 0.3, tone }));
    });
  };
  const partyNames = ['rings', 'early', 'answers', 'busy', 'rejects', 'fails', 'hangsUp', 'digits'];
  const failure = (given: Fields, path: string): Party['fails'] => {
    const short = (name: string, code: number, reason: string): Party['fails'] => {
      const after = seconds(given[name], `${path}.${name}`, null);
      return after === null ? null : { after, code, reason };
    };
    const told = fieldsOf(given['fails'], `${path}.fails`, ['after', 'code', 'reason']);
    const code = told['code'];
    if (given['fails'] !== undefined && (typeof code !== 'number' || code < 300 || code > 699))
      wrong(`${path}.fails.code`, 'must be a SIP code from 300 to 699');
    if (typeof code === 'number') {
      const after = seconds(told['after'], `${path}.fails.after`, 1) ?? 1;
      return { after, code, reason: text(told['reason'], `${path}.fails.reason`, 'Failed') };
    }
    return short('busy', 486, 'Busy Here') ?? short('rejects', 603, 'Decline');
  };
  const party = (value: unknown, path: string, more: readonly string[] = []): Party => {
    const given = fieldsOf(value, path, [...partyNames, ...more]);
    return {
      rings: seconds(given['rings'], `${path}.rings`, 0.5),
      early: seconds(given['early'], `${path}.early`, null),
      answers: seconds(given['answers'], `${path}.answers`, null),
      fails: failure(given, path),
      hangsUp: seconds(given['hangsUp'], `${path}.hangsUp`, 60),
      digits: digits(given['digits'], `${path}.digits`),
    };
  };
  const rule = (value: unknown, index: number): HttpRule => {
    const path = `http.${index}`;
    const given = fieldsOf(value, path, [
      ...['url', 'method', 'after', 'code', 'text', 'json', 'headers', 'times', 'hangs'],
    ]);
    const code = given['code'] ?? 200;
    if (typeof code !== 'number') wrong(`${path}.code`, 'must be an HTTP status, or 0 to -9');
    return {
      url: text(given['url'], `${path}.url`, '*'),
      method: given['method'] === undefined ? null : text(given['method'], `${path}.method`).toUpperCase(),
      after: seconds(given['after'], `${path}.after`, 0.05) ?? 0.05,
      code: given['hangs'] === true ? null : Number(code),
      text: given['json'] === undefined ? text(given['text'], `${path}.text`) : JSON.stringify(given['json']),
      headers: texts(given['headers'], `${path}.headers`),
      times: seconds(given['times'], `${path}.times`, null),
    };
  };

  const request = (value: unknown, index: number): WebRequest => {
    const path = `requests.${index}`;
    const given = fieldsOf(value, path, ['after', 'method', 'path', 'content']);
    return {
      after: seconds(given['after'], `${path}.after`, 1) ?? 1,
      method: text(given['method'], `${path}.method`, 'POST'),
      path: text(given['path'], `${path}.path`, '/'),
      content: text(given['content'], `${path}.content`),
    };
  };

  const all = fieldsOf(raw, 'the file', [
    ...[
      'inbound',
      'customData',
      'parties',
      'http',
      'requests',
      'secrets',
      'storage',
      'sounds',
      'cancelled',
      'at',
    ],
  ]);
  const listOf = <T>(name: string, read: (value: unknown, index: number) => T): T[] => {
    const value: unknown = all[name] ?? [];
    if (Array.isArray(value)) return value.map(read);
    wrong(name, 'must be a list in square brackets');
    return [];
  };
  const at = all['at'] === undefined ? now : Date.parse(text(all['at'], 'at'));
  if (Number.isNaN(at)) wrong('at', 'must be a time such as "2026-01-31T10:00:00Z"');
  const cancelled = text(all['cancelled'], 'cancelled', 'Failed');
  if (cancelled !== 'Failed' && cancelled !== 'Disconnected')
    wrong('cancelled', 'must be "Failed" or "Disconnected"');
  const own = ['from', 'to', 'name', 'givesUp', 'headers'];
  const told = fieldsOf(all['inbound'], 'inbound');
  const calls: CallsFile = {
    inbound:
      all['inbound'] === null || (all['inbound'] === undefined && all['customData'] !== undefined)
        ? null
        : {
            ...party(all['inbound'], 'inbound', own),
            from: text(told['from'], 'inbound.from', '79991112233'),
            to: text(told['to'], 'inbound.to', '74951234567'),
            name: text(told['name'], 'inbound.name'),
            givesUp: seconds(told['givesUp'], 'inbound.givesUp', null),
            headers: texts(told['headers'], 'inbound.headers'),
          },
    customData:
      typeof all['customData'] === 'object' && all['customData'] !== null
        ? JSON.stringify(all['customData'])
        : text(all['customData'], 'customData'),
    parties: Object.fromEntries(
      Object.entries(fieldsOf(all['parties'] ?? { '*': { answers: 3 } }, 'parties')).map(([name, each]) => [
        name,
        party(each, `parties.${name}`),
      ]),
    ),
    http: listOf('http', rule),
    requests: listOf('requests', request),
    secrets: texts(all['secrets'], 'secrets'),
    storage: texts(all['storage'], 'storage'),
    sounds: Object.fromEntries(
      Object.entries(fieldsOf(all['sounds'], 'sounds')).map(([name, each]) => [
        name,
        seconds(each, `sounds.${name}`, 3) ?? 3,
      ]),
    ),
    cancelled: cancelled === 'Disconnected' ? 'Disconnected' : 'Failed',
    at,
  };
  return faults.length > 0 ? { faults } : { calls };
}
