import type { AnyRecord } from '../crm/access';
import type { Ask } from './endpoint';
import { at, listAt, textAt, type Nested } from './php-query';

const comparedDigits = 10;
const leastDigits = 4;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

function filledTexts(record: AnyRecord): string[] {
  const custom = (record.custom_fields_values ?? []).flatMap(({ values }) =>
    values.map(({ value }) => String(value)),
  );
  return [record.name, ...record.tags.map(({ name }) => name), ...custom];
}

/**
 * What `query` finds: the text in any filled field; and, where it looks like a telephone number, its last ten digits
 * among the digits of any field. A name or remark that holds the digits is found as well: telling apart is the asker's.
 */
function matchesQuery(query: string, exactText: boolean): (record: AnyRecord) => boolean {
  const text = query.trim().toLowerCase();
  const digits = digitsOf(text).slice(-comparedDigits);
  const asNumber = !exactText && digits.length >= leastDigits && !/\p{L}/u.test(text);
  return (record) =>
    filledTexts(record).some(
      (field) => field.toLowerCase().includes(text) || (asNumber && digitsOf(field).includes(digits)),
    );
}

type Filterable = Record<string, unknown>;

/** `filter[x]=1`, `filter[x][]=1` or `filter[x][from]=1&filter[x][to]=2`. */
function matchesFilter(query: Nested, name: string, value: unknown): boolean {
  const from = textAt(query, 'filter', name, 'from');
  const to = textAt(query, 'filter', name, 'to');
  if (from !== undefined || to !== undefined) {
    const given = Number(value ?? NaN);
    return !(given < Number(from ?? -Infinity)) && !(given > Number(to ?? Infinity)) && !Number.isNaN(given);
  }
  const wanted = listAt(query, 'filter', name);
  return (
    wanted === undefined || wanted.includes(String(value).toLowerCase()) || wanted.includes(String(value))
  );
}

export const matchesFilters =
  (query: Nested, names: readonly string[]) =>
  (record: object): boolean =>
    names
      .filter((name) => at(query, 'filter', name) !== undefined)
      .every((name) => matchesFilter(query, name, (record as Filterable)[name]));

const recordFilters = [
  'id',
  'name',
  'created_by',
  'updated_by',
  'responsible_user_id',
  'created_at',
  'updated_at',
  'closed_at',
  'closest_task_at',
  'price',
  'pipeline_id',
];

function inStatuses(query: Nested): (record: AnyRecord) => boolean {
  const statuses = at(query, 'filter', 'statuses');
  if (typeof statuses !== 'object') return () => true;
  const pairs = Object.values(statuses).filter((pair) => typeof pair === 'object');
  return (record) =>
    'status_id' in record &&
    pairs.some(
      (pair) =>
        Number(pair['pipeline_id']) === record.pipeline_id &&
        (pair['status_id'] === undefined || Number(pair['status_id']) === record.status_id),
    );
}

/** Those that `query` and `filter` of the request leave. */
export function searched(ask: Ask, records: readonly AnyRecord[]): AnyRecord[] {
  const query = textAt(ask.query, 'query') ?? '';
  const tests = [matchesFilters(ask.query, recordFilters), inStatuses(ask.query)];
  if (query.trim() !== '') tests.push(matchesQuery(query, ask.sandbox.faults.has('query-exact-text')));
  return records.filter((record) => tests.every((test) => test(record)));
}
