import type { Company, Crm } from './model';
import { seedCrm } from './seed';

const now = 1_790_000_000;
const plain = (crm: Crm) =>
  JSON.stringify(crm, (_, value: unknown) => (value instanceof Map ? [...value.values()] : value));
const phonesOf = (records: Iterable<Pick<Company, 'custom_fields_values'>>) =>
  [...records].flatMap(({ custom_fields_values }) =>
    (custom_fields_values ?? [])
      .filter(({ field_code }) => field_code === 'PHONE')
      .flatMap(({ values }) => values.map(({ value }) => String(value).replace(/\D/g, '').slice(-10))),
  );

test('the same seed gives the same account, another seed other people', () => {
  expect(plain(seedCrm(7, now))).toBe(plain(seedCrm(7, now)));
  expect(plain(seedCrm(8, now))).not.toBe(plain(seedCrm(7, now)));
});

test('the account is as large as a small firm: people, companies and deals in two pipelines', () => {
  const crm = seedCrm(1, now);
  expect(crm.contacts.size).toBeGreaterThanOrEqual(115);
  expect(crm.companies.size).toBe(30);
  expect(crm.leads.size).toBeGreaterThanOrEqual(58);
  expect(new Set([...crm.leads.values()].map(({ pipeline_id }) => pipeline_id)).size).toBe(2);
  expect(crm.customers.size).toBeGreaterThanOrEqual(4);
  const kinds = new Set([...crm.notes.values()].map(({ note_type }) => note_type));
  expect([...kinds].sort()).toEqual(['call_in', 'call_out', 'common']);
});

test('Anna administers, Vera sees only what is her own, extensions tell the agents apart', () => {
  const { users } = seedCrm(1, now);
  expect(users[0]).toMatchObject({
    id: 504141,
    email: 'anna@example.test',
    extension: '101',
    is_admin: true,
  });
  expect(users.find(({ extension }) => extension === '103')?.rights.contacts.view).toBe('M');
  const extensions = users.filter(({ is_free }) => !is_free).map(({ extension }) => extension);
  expect(new Set(extensions).size).toBe(extensions.length);
});

test.each([1, 2, 3, 99])('of all numbers only one belongs to two contacts (seed %i)', (seed) => {
  const counts = new Map<string, number>();
  for (const phone of phonesOf(seedCrm(seed, now).contacts.values())) {
    counts.set(phone, (counts.get(phone) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > 1)).toEqual([['4957771020', 2]]);
});

test('some companies have a number that no contact has', () => {
  const crm = seedCrm(1, now);
  const people = new Set(phonesOf(crm.contacts.values()));
  const only = phonesOf(crm.companies.values()).filter((phone) => !people.has(phone));
  expect(only).toContain('8123094050');
});

test('everything that is linked exists', () => {
  const crm = seedCrm(5, now);
  for (const { from_type, from_id, to_type, to_id } of crm.links) {
    expect(crm[from_type].has(from_id)).toBe(true);
    expect(crm[to_type].has(to_id)).toBe(true);
  }
});
