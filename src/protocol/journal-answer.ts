import { journalStates, type JournalPage, type JournalRow } from '../domain/journal';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
const time = (value: unknown): string | undefined =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;
const words = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function rowOf(value: unknown): JournalRow | undefined {
  if (!isFields(value)) return undefined;
  const { call_id, phone, direction, entity } = value;
  const ended_at = time(value['ended_at']);
  const state = journalStates.find((known) => known === value['state']);
  if (typeof call_id !== 'string' || typeof phone !== 'string' || ended_at === undefined) return undefined;
  if ((direction !== 'inbound' && direction !== 'outbound') || state === undefined) return undefined;
  const place = isFields(entity) ? { type: entity['type'], id: count(entity['id']) } : undefined;
  return {
    call_id,
    phone,
    direction,
    ended_at,
    state,
    reason: words(value['reason']),
    tries: count(value['tries']) ?? 0,
    next_at: time(value['next_at']) ?? null,
    entity:
      typeof place?.type === 'string' && place.id !== undefined ? { type: place.type, id: place.id } : null,
  };
}

/** Reads the answer of `GET /v1/journal`; rows that cannot be read are left out. Undefined: it is none. */
export function parseJournalPage(value: unknown): JournalPage | undefined {
  if (!isFields(value) || !isFields(value['counts']) || !Array.isArray(value['rows'])) return undefined;
  const { counts, stopped } = value;
  const since = isFields(stopped) ? time(stopped['since']) : undefined;
  const reason = isFields(stopped) ? words(stopped['reason']) : null;
  const [waiting, logged, refused, held] = ['waiting', 'logged', 'refused', 'held'].map((name) =>
    count(counts[name]),
  );
  if (waiting === undefined || logged === undefined || refused === undefined || held === undefined)
    return undefined;
  return {
    counts: { waiting, logged, refused, held },
    stopped: reason === null || since === undefined ? null : { reason, since },
    rows: (value['rows'] as unknown[]).map(rowOf).filter((row) => row !== undefined),
    next: words(value['next']),
  };
}
