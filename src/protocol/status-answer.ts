import {
  troubleCodes,
  type AccountStatus,
  type RateUse,
  type StatusAgent,
  type Trouble,
} from '../domain/account-status';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const count = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
const time = (value: unknown): string | null =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null;

function agentOf(value: unknown): StatusAgent[] {
  const { user, extension, online, seen_at } = fieldsOf(value);
  if (typeof extension !== 'string' || typeof user !== 'number') return [];
  return [{ user, extension, online: online === true, seen_at: time(seen_at) }];
}

/** Troubles that this version has no words for are left out. */
function troubleOf(value: unknown): Trouble[] {
  const { code, detail, times, at } = fieldsOf(value);
  const known = troubleCodes.find((one) => one === code);
  const last = time(at);
  if (known === undefined || last === null) return [];
  return [
    {
      code: known,
      detail: typeof detail === 'string' ? detail : '',
      times: Math.max(1, count(times)),
      at: last,
    },
  ];
}

function rateOf(value: unknown): RateUse {
  const { limit, used, peak, waiting } = fieldsOf(value);
  return { limit: count(limit), used: count(used), peak: count(peak), waiting: count(waiting) };
}

/** Reads the answer of `GET /v1/status`. Undefined: it is none. */
export function parseStatus(value: unknown): AccountStatus | undefined {
  const { at, since, pbx, agents, crm, log, troubles } = fieldsOf(value);
  const [now, start] = [time(at), time(since)];
  if (now === null || start === null || !Array.isArray(troubles)) return undefined;
  if (agents !== null && !Array.isArray(agents)) return undefined;
  const [crmFields, logFields] = [fieldsOf(crm), fieldsOf(log)];
  return {
    ...{ at: now, since: start },
    pbx: { heard_at: time(fieldsOf(pbx)['heard_at']) },
    agents: agents === null ? null : (agents as unknown[]).flatMap(agentOf),
    crm: {
      answered_at: time(crmFields['answered_at']),
      failed_at: time(crmFields['failed_at']),
      reconnect: crmFields['reconnect'] === true,
      access_until: time(crmFields['access_until']),
      rate: rateOf(crmFields['rate']),
    },
    log: {
      on: logFields['on'] === true,
      waiting: count(logFields['waiting']),
      held: count(logFields['held']),
      refused: count(logFields['refused']),
      stopped_since: time(logFields['stopped_since']),
    },
    troubles: (troubles as unknown[]).flatMap(troubleOf),
  };
}
