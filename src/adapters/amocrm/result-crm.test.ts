import { parsePhone } from '../../domain/phone-number';
import { linkFor } from '../../domain/result-link';
import { dialPlan, resultBench } from '../../../test/fakes/result-bench';
import { dina } from '../../../test/fakes/sandbox-api';

const phone = parsePhone('+7 (912) 777-11-22', dialPlan);
type Bench = ReturnType<typeof resultBench>;

/** Their number is stored as people write it. */
const person = ({ made, phoned }: Bench): Promise<number> =>
  made('contacts', phoned('8 912 7771122', 'Иван'));
const lead = ({ made }: Bench, contact: number, more: object = {}): Promise<number> =>
  made('leads', { name: 'Окна', ...more, _embedded: { contacts: [{ id: contact }] } });

function customer({ crm }: Bench, contact: number): number {
  const id = crm.nextId();
  crm.customers.set(id, { ...[...crm.customers.values()][0]!, id, name: 'Постоянный' });
  const ends = { from_type: 'contacts', from_id: contact, to_type: 'customers', to_id: id } as const;
  crm.links.push({ ...ends, main_contact: false });
  return id;
}

const cases: [string, (bench: Bench) => Promise<{ kind: string; id: number; name: string } | null>][] = [
  ['nobody has the number: an empty link', () => Promise.resolve(null)],
  [
    'the digits stand in a name only: an empty link',
    async ({ made }) => {
      await made('contacts', { name: 'Договор 79127771122' });
      return null;
    },
  ],
  [
    'a contact on whom nothing hangs: the contact',
    async (bench) => ({ kind: 'contact', id: await person(bench), name: 'Иван' }),
  ],
  [
    'exactly one open lead: the lead',
    async (bench) => ({ kind: 'lead', id: await lead(bench, await person(bench)), name: 'Окна' }),
  ],
  [
    'one open lead beside won and lost ones: the lead',
    async (bench) => {
      const contact = await person(bench);
      await lead(bench, contact, { status_id: 142 });
      await lead(bench, contact, { status_id: 143 });
      return { kind: 'lead', id: await lead(bench, contact), name: 'Окна' };
    },
  ],
  [
    'a closed lead only: the contact',
    async (bench) => {
      const contact = await person(bench);
      await lead(bench, contact, { status_id: 143 });
      return { kind: 'contact', id: contact, name: 'Иван' };
    },
  ],
  [
    'several open leads: the contact',
    async (bench) => {
      const contact = await person(bench);
      await lead(bench, contact);
      await lead(bench, contact);
      return { kind: 'contact', id: contact, name: 'Иван' };
    },
  ],
  [
    'only a customer: the customer',
    async (bench) => ({ kind: 'customer', id: customer(bench, await person(bench)), name: 'Постоянный' }),
  ],
  [
    'a customer and a lead: the contact',
    async (bench) => {
      const contact = await person(bench);
      customer(bench, contact);
      await lead(bench, contact);
      return { kind: 'contact', id: contact, name: 'Иван' };
    },
  ],
  [
    "the company's own number: the company",
    async ({ made, phoned }) => ({
      kind: 'company',
      id: await made('companies', phoned('+7 912 777 11 22', 'Ромашка')),
      name: 'Ромашка',
    }),
  ],
  [
    'two contacts with one number: left to the agent',
    async (bench) => {
      await lead(bench, await person(bench));
      await person(bench);
      return null;
    },
  ],
];

test.each(cases)('%s', async (_, prepare) => {
  const bench = resultBench();
  const expected = await prepare(bench);
  expect(linkFor(await bench.tab().crm.matches(phone))).toEqual(expected);
});

test('a known contact with a lead costs two requests', async () => {
  const bench = resultBench();
  await lead(bench, await person(bench));
  await bench.tab().crm.matches(phone);
  expect(bench.requests.map(({ path }) => path)).toEqual(['/api/v4/contacts', '/api/v4/leads']);
});

test('names of leads come also where the account has no filters', async () => {
  const bench = resultBench();
  const id = await lead(bench, await person(bench));
  const { transport } = bench;
  const { crm } = bench.tab((request) => {
    const query = Object.entries(request.query ?? {}).filter(([name]) => !name.startsWith('filter'));
    return transport({ ...request, query: Object.fromEntries(query) });
  });
  expect((await crm.matches(phone))[0]?.openLeads).toEqual([{ kind: 'lead', id, name: 'Окна' }]);
});

test('what was typed is looked for among all four kinds', async () => {
  const bench = resultBench();
  const contact = await person(bench);
  await lead(bench, contact, { name: 'Заказ Иван' });
  const found = await bench.tab().crm.find('иван');
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['contact', 'lead']));
  expect(found.length).toBeLessThanOrEqual(20);
  expect(await bench.tab().crm.find('8 (912) 777 11-22')).toEqual([
    { kind: 'contact', id: contact, name: 'Иван' },
  ]);
});

test('a kind that the CRM refuses does not hide the others', async () => {
  const bench = resultBench();
  const id = await person(bench);
  const { transport } = bench;
  const { crm } = bench.tab((request) =>
    request.path.endsWith('/customers')
      ? Promise.resolve({ status: 402, text: '<html>', date: null, wait: null })
      : transport(request),
  );
  expect(await crm.find('79127771122')).toEqual([{ kind: 'contact', id, name: 'Иван' }]);
});

test('an agent finds only what their rights show', async () => {
  const bench = resultBench({ user: dina });
  await person(bench);
  expect(await bench.tab().crm.matches(phone)).toEqual([]);
});

test('task types and pipelines are the account’s own, read once', async () => {
  const bench = resultBench();
  const { crm } = bench.tab();
  const [{ taskTypes, pipelines }] = await Promise.all([crm.catalogue(), crm.catalogue()]);
  expect(taskTypes).toEqual(bench.crm.task_types.map(({ id, name }) => ({ id, name })));
  expect(pipelines.map(({ name, main }) => ({ name, main }))).toEqual([
    { name: 'Продажи', main: true },
    { name: 'Сервис', main: false },
  ]);
  expect(pipelines[0]?.stages.map(({ name }) => name)[0]).toBe('Первичный контакт');
  expect(pipelines[0]?.stages.slice(-2).map(({ id }) => id)).toEqual([142, 143]);
  expect(bench.requests).toHaveLength(2);
});

test('a catalogue that could not be read is asked for again', async () => {
  const bench = resultBench();
  const { crm } = bench.tab();
  bench.losses.set(0, 'request');
  await expect(crm.catalogue()).rejects.toMatchObject({ kind: 'retry' });
  expect((await crm.catalogue()).pipelines).toHaveLength(2);
});

test.each([
  ['api-504', 'retry', 'unreachable'],
  ['api-500', 'retry', 'unreachable'],
  ['api-429', 'retry', 'busy'],
  ['api-html', 'retry', 'garbled'],
  ['api-garbage', 'retry', 'garbled'],
  ['api-reset', 'retry', 'unreachable'],
  ['api-401', 'refused', 'signed_out'],
  ['api-403-html', 'refused', 'forbidden'],
] as const)('%s is told as %s: %s', async (fault, kind, code) => {
  const bench = resultBench();
  bench.sandbox.faults.add(fault);
  const { crm } = bench.tab();
  await expect(crm.matches(phone)).rejects.toMatchObject({ kind, faults: [{ field: 'all', code }] });
  await expect(crm.find('Иван')).rejects.toMatchObject({ kind, faults: [{ code }] });
});
