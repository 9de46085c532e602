import {
  emptyPlan,
  strategies,
  weekdays,
  type AgentRule,
  type Group,
  type LastResort,
  type LineRule,
  type RoutingPlan,
  type Span,
  type Week,
} from './plan';

/** What is wrong at which place of the JSON, with the cure. */
export interface PlanFault {
  /** "groups.sales.members.0"; empty: the plan itself. */
  readonly path: string;
  /** For those who tell it in another language. */
  readonly code: PlanFaultCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly message: string;
}

export type PlanFaultCode =
  | 'object'
  | 'list'
  | 'text'
  | 'whole'
  | 'truth'
  | 'user'
  | 'zone'
  | 'date'
  | 'hours'
  | 'resort'
  | 'choice'
  | 'group'
  | 'unknown';

type Fields = Readonly<Record<string, unknown>>;
type Read<T> = (value: unknown, path: string) => T;

const clock = /^([01]\d|2[0-4]):([0-5]\d)-([0-3]\d):([0-5]\d)$/;
const offset = /^[+-](0\d|1[0-4]):[0-5]\d$/;
const date = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Reads a plan written as JSON (`docs/routing.md`); fields left out have the empty plan's values. All faults at once.
 * `knowsZone`: whether this machine has the IANA zone of that name.
 */
export function readPlan(
  raw: unknown,
  knowsZone: (zone: string) => boolean,
): { readonly plan: RoutingPlan } | { readonly faults: readonly PlanFault[] } {
  const faults: PlanFault[] = [];
  const wrong = (
    path: string,
    code: PlanFaultCode,
    message: string,
    values: PlanFault['values'] = {},
  ): void => void faults.push({ path, code, message, values });

  const fieldsOf = (value: unknown, path: string, known: readonly string[]): Fields => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      wrong(path, 'object', 'must be an object in braces');
      return {};
    }
    for (const name of Object.keys(value))
      // A plan may name its schema, for editors.
      if (!known.includes(name) && !(path === '' && name === '$schema'))
        wrong(
          path === '' ? name : `${path}.${name}`,
          'unknown',
          `is unknown; there are ${known.join(', ')}`,
          {
            known: known.join(', '),
          },
        );
    return value as Fields;
  };
  const entries = <T>(value: unknown, path: string, read: Read<T>): [string, T][] => {
    if (value === undefined || value === null) return [];
    if (typeof value !== 'object' || Array.isArray(value)) {
      wrong(path, 'object', 'must be an object in braces');
      return [];
    }
    return Object.entries(value).map(([key, each]) => [key, read(each, `${path}.${key}`)]);
  };
  const listOf =
    <T>(read: Read<T>): Read<readonly T[]> =>
    (value, path) => {
      if (value === undefined || value === null) return [];
      if (!Array.isArray(value)) {
        wrong(path, 'list', 'must be a list in square brackets');
        return [];
      }
      return value.map((each: unknown, index) => read(each, `${path}.${index}`));
    };
  const text: Read<string> = (value, path) => {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    wrong(path, 'text', 'must be a text in quotes, not empty');
    return '';
  };
  const whole =
    (least: number, most: number, otherwise?: number): Read<number> =>
    (value, path) => {
      if (value === undefined && otherwise !== undefined) return otherwise;
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
        return value;
      wrong(path, 'whole', `must be a whole number from ${least} to ${most}`, { least, most });
      return otherwise ?? least;
    };
  const truth =
    (otherwise: boolean): Read<boolean> =>
    (value, path) => {
      if (value === undefined) return otherwise;
      if (typeof value === 'boolean') return value;
      wrong(path, 'truth', 'must be true or false');
      return otherwise;
    };
  const orNull =
    <T>(read: Read<T>): Read<T | null> =>
    (value, path) =>
      value === undefined || value === null ? null : read(value, path);
  const user = whole(1, Number.MAX_SAFE_INTEGER);
  const userKey = (key: string, path: string): number => {
    if (/^[1-9]\d*$/.test(key)) return Number(key);
    wrong(`${path}.${key}`, 'user', 'must be the number of a user, in quotes');
    return 0;
  };
  const zone: Read<string> = (value, path) => {
    const name = text(value, path);
    if (name !== '' && !offset.test(name) && !knowsZone(name))
      wrong(path, 'zone', 'must be a zone such as "Europe/Moscow" or "+03:00"');
    return name;
  };
  const dayOff: Read<string> = (value, path) => {
    if (typeof value === 'string' && date.test(value)) return value;
    wrong(path, 'date', 'must be a date such as "2026-12-31"');
    return '';
  };
  const span: Read<Span> = (value, path) => {
    const found = typeof value === 'string' ? clock.exec(value) : null;
    const [from, until] =
      found === null
        ? [0, 0]
        : [Number(found[1]) * 60 + Number(found[2]), Number(found[3]) * 60 + Number(found[4])];
    if (found === null || from >= until || until > 36 * 60)
      wrong(
        path,
        'hours',
        'must be hours such as "09:00-18:00"; a night shift goes past midnight so: "20:00-32:00"',
      );
    return { from, until };
  };
  const week: Read<Week> = (value, path) => {
    const fields = fieldsOf(value, path, weekdays);
    return Object.fromEntries(
      weekdays.flatMap((name) =>
        fields[name] === undefined ? [] : [[name, listOf(span)(fields[name], `${path}.${name}`)]],
      ),
    );
  };
  const refusal = (fields: Fields, path: string, otherwise: { code: number; message: string }) => ({
    code: whole(400, 699, otherwise.code)(fields['code'], `${path}.code`),
    message: fields['message'] === undefined ? otherwise.message : text(fields['message'], `${path}.message`),
  });
  const last: Read<LastResort> = (value, path) => {
    const fields = fieldsOf(value, path, ['ring', 'code', 'message']);
    if (fields['ring'] !== undefined) return { do: 'ring', to: text(fields['ring'], `${path}.ring`) };
    if (fields['code'] === undefined)
      wrong(path, 'resort', 'must hold "ring" with a number, or "code" and "message" of a refusal');
    return { do: 'reject', ...refusal(fields, path, { code: 480, message: 'Temporarily Unavailable' }) };
  };
  const agent: Read<AgentRule> = (value, path) => {
    const fields = fieldsOf(value, path, ['hours', 'zone', 'days_off', 'deputy']);
    return {
      hours: orNull(week)(fields['hours'], `${path}.hours`),
      zone: orNull(zone)(fields['zone'], `${path}.zone`),
      daysOff: listOf(dayOff)(fields['days_off'], `${path}.days_off`),
      deputy: orNull(user)(fields['deputy'], `${path}.deputy`),
    };
  };
  const group: Read<Group> = (value, path) => {
    const fields = fieldsOf(value, path, ['members', 'strategy']);
    const strategy = strategies.find((name) => name === (fields['strategy'] ?? 'together'));
    if (strategy === undefined)
      wrong(`${path}.strategy`, 'choice', `must be one of ${strategies.join(', ')}`);
    return {
      members: listOf(user)(fields['members'], `${path}.members`),
      strategy: strategy ?? 'together',
    };
  };
  const line: Read<LineRule> = (value, path) => {
    const fields = fieldsOf(value, path, ['group', 'responsible_first', 'hours', 'closed']);
    return {
      group: orNull(text)(fields['group'], `${path}.group`),
      responsibleFirst: truth(true)(fields['responsible_first'], `${path}.responsible_first`),
      hours: orNull(week)(fields['hours'], `${path}.hours`),
      closed: orNull(last)(fields['closed'], `${path}.closed`),
    };
  };

  const all = fieldsOf(raw, '', [
    'zone',
    'ring',
    'total',
    'online_only',
    'blocked',
    'blocked_answer',
    'hours',
    'closed',
    'agents',
    'groups',
    'lines',
    'default_group',
    'last',
  ]);
  const plan: RoutingPlan = {
    zone: all['zone'] === undefined ? emptyPlan.zone : zone(all['zone'], 'zone'),
    ring: whole(5, 120, emptyPlan.ring)(all['ring'], 'ring'),
    total: whole(5, 600, emptyPlan.total)(all['total'], 'total'),
    onlineOnly: truth(false)(all['online_only'], 'online_only'),
    blocked: listOf(text)(all['blocked'], 'blocked'),
    blockedAnswer:
      all['blocked_answer'] === undefined
        ? emptyPlan.blockedAnswer
        : refusal(
            fieldsOf(all['blocked_answer'], 'blocked_answer', ['code', 'message']),
            'blocked_answer',
            emptyPlan.blockedAnswer,
          ),
    hours: orNull(week)(all['hours'], 'hours'),
    closed: orNull(last)(all['closed'], 'closed'),
    agents: new Map(
      entries(all['agents'], 'agents', agent).map(([key, rule]) => [userKey(key, 'agents'), rule]),
    ),
    groups: new Map(entries(all['groups'], 'groups', group)),
    lines: new Map(entries(all['lines'], 'lines', line)),
    defaultGroup: orNull(text)(all['default_group'], 'default_group'),
    last: orNull(last)(all['last'], 'last'),
  };
  const named: (readonly [string, string | null])[] = [
    ['default_group', plan.defaultGroup],
    ...[...plan.lines].map(([number, rule]) => [`lines.${number}.group`, rule.group] as const),
  ];
  for (const [path, name] of named)
    if (name !== null && !plan.groups.has(name))
      wrong(path, 'group', `names the group "${name}", which "groups" does not have`, { name });
  return faults.length > 0 ? { faults } : { plan };
}
