import type { URLSearchParams } from 'node:url';

/** What the CRM of the crash matrix holds, and its answers in a good mood. It drops nothing: what comes twice stands twice. */

type Json = Record<string, unknown>;
export type Kind = 'leads' | 'contacts' | 'companies' | 'customers';
export interface CallNote {
  readonly id: number;
  readonly kind: Kind;
  readonly entity_id: number;
  readonly note_type: string;
  params: Json;
  readonly created_at: number;
  updated_at: number;
}
export interface InboxItem {
  readonly uid: string;
  readonly metadata: Json;
  readonly created_at: number;
  readonly source: Json;
}
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const tail = (phone: unknown): string => String(phone).replace(/\D/g, '').slice(-10);
const kinds: readonly Kind[] = ['leads', 'contacts', 'companies', 'customers'];
const singular = { leads: 'lead', contacts: 'contact', companies: 'company', customers: 'customer' } as const;

/** Whose number it is, by its last digit; nobody's: 9. */
export function ownerOf(phone: string): { kind: Kind; id: number } | undefined {
  const digits = tail(phone);
  const kind = (
    [
      'contacts',
      'contacts',
      'contacts',
      'contacts',
      'contacts',
      'leads',
      'leads',
      'companies',
      'customers',
    ] as const
  )[Number(digits.at(-1))];
  return kind && { kind, id: Number(digits.slice(-8)) + 1 };
}

const problem = (status: number, title: string, more: Json = {}): Answer => ({
  status,
  body: { title, type: `https://httpstatus.es/${status}`, status, detail: title, ...more },
});
const nothing: Answer = { status: 204 };
const requestId = (item: Json, index: number): string =>
  typeof item['request_id'] === 'string' ? item['request_id'] : String(index);
/** What the CRM keeps of a call in its note. */
const ofCall = [
  'uniq',
  'duration',
  'source',
  'link',
  'phone',
  'call_responsible',
  'call_result',
  'call_status',
];

/** `now`: Unix seconds. */
export function crmLedger(settings: Json, now: () => number) {
  const notes: CallNote[] = [];
  const byId = new Map<number, CallNote>();
  const inbox: InboxItem[] = [];
  const contacts: { id: number; phone: string }[] = [];
  const strange = new Set<string>();
  let ids = 100_000_000;

  const wanted = (query: URLSearchParams, name: string): string[] =>
    [...query].filter(([key]) => new RegExp(`^${name}(\\[\\d*\\])?$`).test(key)).map(([, value]) => value);

  /** `filter[…]`, `order[id|updated_at]`, `page` and `limit` of a list. */
  function listed<T extends Json | CallNote | InboxItem>(
    query: URLSearchParams,
    name: string,
    all: readonly T[],
    show: (item: T) => Json,
  ): Answer {
    const at = (key: string) => query.get(key);
    const from = Number(at('filter[updated_at][from]') ?? -Infinity);
    const to = Number(at('filter[updated_at][to]') ?? Infinity);
    const types = wanted(query, 'filter\\[note_type\\]');
    const entities = wanted(query, 'filter\\[entity_id\\]').map(Number);
    const rows = all.map(show).filter((row) => {
      const { updated_at = row['created_at'], note_type, entity_id } = row;
      if (Number(updated_at) < from || Number(updated_at) > to) return false;
      if (types.length > 0 && !types.includes(String(note_type))) return false;
      return entities.length === 0 || entities.includes(Number(entity_id));
    });
    const field = ['id', 'updated_at', 'created_at'].find((key) => at(`order[${key}]`) !== null);
    if (field !== undefined) {
      const sign = at(`order[${field}]`) === 'desc' ? -1 : 1;
      rows.sort((a, b) => sign * (Number(a[field] ?? 0) - Number(b[field] ?? 0)));
    }
    const [page, limit] = [Number(at('page') ?? 1), Number(at('limit') ?? 50)];
    if (limit > 250) return problem(422, 'Limit 250 per page');
    const shown = rows.slice((page - 1) * limit, page * limit);
    if (shown.length === 0) return nothing;
    const more = rows.length > page * limit && { next: { href: `http://crm.test/?page=${page + 1}` } };
    return { status: 200, body: { _page: page, _links: { ...more }, _embedded: { [name]: shown } } };
  }

  const noteView = ({ id, entity_id, note_type, params, created_at, updated_at }: CallNote): Json => ({
    ...{ id, entity_id, note_type, params, created_at, updated_at },
  });
  const placeOf = (phone: unknown) => {
    const own = contacts.find((contact) => contact.phone === tail(phone));
    return own ? { kind: 'contacts' as const, id: own.id } : ownerOf(String(phone));
  };

  function addCalls(items: readonly Json[], silent: boolean): Answer {
    const faulty = items.findIndex(
      (item) => Object.values(item).includes(null) || !Number.isInteger(item['duration']),
    );
    if (faulty >= 0)
      return problem(400, 'Bad Request', {
        'validation-errors': [{ request_id: String(faulty), errors: [] }],
      });
    const calls: Json[] = [];
    const errors: Json[] = [];
    items.forEach((item, index) => {
      const place = placeOf(item['phone']);
      const request_id = requestId(item, index);
      if (place === undefined) {
        errors.push({ title: 'Entity not found', ...(!silent && { request_id }) });
        return;
      }
      const { direction, created_at } = item;
      const params = Object.fromEntries(Object.entries(item).filter(([name]) => ofCall.includes(name)));
      const note: CallNote = {
        ...{ id: (ids += 1), kind: place.kind, entity_id: place.id, params, updated_at: now() },
        note_type: direction === 'inbound' ? 'call_in' : 'call_out',
        created_at: Number(created_at ?? now()),
      };
      notes.push(note);
      byId.set(note.id, note);
      calls.push({ id: note.id, entity_id: place.id, entity_type: singular[place.kind], request_id });
    });
    const body = { _total_items: calls.length, errors: silent && calls.length > 0 ? [] : errors };
    return { status: calls.length > 0 ? 200 : 400, body: { ...body, _embedded: { calls } } };
  }

  function addInbox(items: readonly Json[]): Answer {
    const made = items.map((item, index) => {
      const metadata = item['metadata'] as Json;
      const uid = `u${(ids += 1)}`;
      inbox.push({ uid, metadata, created_at: Number(item['created_at'] ?? now()), source: item });
      return { uid, request_id: requestId(item, index) };
    });
    return { status: 200, body: { _total_items: made.length, _embedded: { unsorted: made } } };
  }

  function addContacts(items: readonly Json[]): Answer {
    const made = items.map((item, index) => {
      const fields = (item['custom_fields_values'] ?? []) as { values: { value: string }[] }[];
      const contact = { id: (ids += 1), phone: tail(fields[0]?.values[0]?.value ?? '') };
      contacts.push(contact);
      return { id: contact.id, request_id: requestId(item, index) };
    });
    return { status: 200, body: { _embedded: { contacts: made } } };
  }

  /** As amoCRM's pages warn of it for fields: what is written replaces what stood there. */
  function rewrite(id: number, change: Json): Answer {
    const note = byId.get(id);
    if (note === undefined) return problem(404, 'Not found');
    if (change['params'] !== undefined) note.params = change['params'] as Json;
    note.updated_at = now();
    return { status: 200, body: noteView(note) };
  }

  const contactView = ({ id, phone }: { id: number; phone: string }): Json => ({
    id,
    name: phone,
    responsible_user_id: 1,
    custom_fields_values: [{ field_code: 'PHONE', values: [{ value: `+7${phone}` }] }],
    _embedded: { leads: [], customers: [], companies: [], tags: [] },
  });

  function answer(method: string, url: URL, body: unknown, silent: boolean): Answer {
    const path = url.pathname.replace(/\/+$/, '').replace('/api/v4/', '');
    const query = url.searchParams;
    const items = (Array.isArray(body) ? body : []) as Json[];
    const [, kind, one, id] = /^(\w+)(?:\/(\d+))?\/notes(?:\/(\d+))?$/.exec(path) ?? [];
    if (kind !== undefined && (kinds as readonly string[]).includes(kind)) {
      if (method === 'PATCH' && id !== undefined) return rewrite(Number(id), body as Json);
      if (method === 'PATCH') {
        const written = items.map((item) => rewrite(Number(item['id']), item).body);
        return { status: 200, body: { _embedded: { notes: written } } };
      }
      if (method === 'GET' && id !== undefined) {
        const note = byId.get(Number(id));
        return note ? { status: 200, body: noteView(note) } : nothing;
      }
      const own = notes.filter(
        (note) => note.kind === kind && (one === undefined || note.entity_id === Number(one)),
      );
      if (method === 'GET') return listed(query, 'notes', own, noteView);
    }
    switch (`${method} ${path}`) {
      case 'POST calls':
        return addCalls(items, silent);
      case 'POST /api/v2/events':
        return { status: 200, body: { _embedded: { items: [] } } };
      case 'POST leads/unsorted/sip':
        return addInbox(items);
      case 'GET leads/unsorted':
        return listed(query, 'unsorted', inbox, ({ uid, metadata, created_at, source }) => ({
          ...{ uid, metadata, created_at, category: 'sip', source_uid: source['source_uid'] },
        }));
      case 'POST contacts':
        return addContacts(items);
      case 'GET contacts': {
        const asked = tail(query.get('query') ?? '');
        const found = contacts.filter(({ phone }) => asked === '' || phone.endsWith(asked));
        return listed(query, 'contacts', found.map(contactView), (row) => row);
      }
      case 'GET companies':
      case 'GET leads':
        return nothing;
      case 'GET account':
        return { status: 200, body: { id: 28, country: 'RU', is_unsorted_on: true } };
    }
    if (method === 'GET' && path.startsWith('widgets/')) return { status: 200, body: { settings } };
    strange.add(`${method} ${url.pathname}`);
    return problem(405, 'There is no such method at this path');
  }

  return { notes, inbox, contacts, strange, answer };
}
export type CrmLedger = ReturnType<typeof crmLedger>;
