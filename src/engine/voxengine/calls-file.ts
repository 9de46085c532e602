import type { CallsFile, HttpRule, Party, Queue, WebRequest } from './described-calls';

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

  const queue = (value: unknown, path: string): Queue => {
    const given = fieldsOf(value, path, ['operators', 'after']);
    const operators: unknown = given['operators'] ?? [];
    if (!Array.isArray(operators)) wrong(`${path}.operators`, 'must be a list in square brackets');
    return {
      operators: Array.isArray(operators)
        ? operators.map((each, index) => text(each, `${path}.operators.${index}`))
        : [],
      after: seconds(given['after'], `${path}.after`, 5) ?? 5,
    };
  };

  const all = fieldsOf(raw, 'the file', [
    ...[
      'inbound',
      'customData',
      'parties',
      'queues',
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
    queues: Object.fromEntries(
      Object.entries(fieldsOf(all['queues'], 'queues')).map(([name, each]) => [
        name,
        queue(each, `queues.${name}`),
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
