import { anna } from '../../test/fakes/sandbox-api';
import { logBench } from '../../test/fakes/log-bench';

// Each test has a demo account of its own, which takes its time on a busy machine.
jest.setTimeout(30_000);

type Bench = ReturnType<typeof logBench>;
const phone = '+79127771122';
const person = ({ made, phoned }: Bench): Promise<number> =>
  made('contacts', phoned('8 912 777-11-22', 'Иван'));
const lead = ({ made }: Bench, contact: number, more: object = {}): Promise<number> =>
  made('leads', { name: 'Окна', ...more, _embedded: { contacts: [{ id: contact }] } });
const unsorted = ({ sandbox }: Bench) =>
  [...sandbox.crm.unsorted.values()].filter(({ source_name }) => source_name === 'widget');

const places: [string, (bench: Bench) => Promise<{ entity_type: string; entity_id: number }>][] = [
  [
    'a contact on whom nothing hangs',
    async (bench) => ({ entity_type: 'contacts', entity_id: await person(bench) }),
  ],
  [
    'exactly one open lead',
    async (bench) => ({ entity_type: 'leads', entity_id: await lead(bench, await person(bench)) }),
  ],
  [
    'two open leads: the contact',
    async (bench) => {
      const contact = await person(bench);
      await lead(bench, contact);
      await lead(bench, contact);
      return { entity_type: 'contacts', entity_id: contact };
    },
  ],
  [
    'a closed lead only: the contact',
    async (bench) => {
      const contact = await person(bench);
      await lead(bench, contact, { status_id: 143 });
      return { entity_type: 'contacts', entity_id: contact };
    },
  ],
  [
    'exactly one customer',
    async (bench) => {
      const { links, customers } = bench.sandbox.crm;
      const [customer] = customers.keys();
      const from_id = await person(bench);
      const ends = { from_type: 'contacts', from_id, to_type: 'customers', to_id: customer! } as const;
      links.push({ ...ends, main_contact: false });
      return { entity_type: 'customers', entity_id: customer! };
    },
  ],
  [
    "a company's own number",
    async ({ made, phoned }) => ({
      entity_type: 'companies',
      entity_id: await made('companies', phoned('+7 912 777 11 22', 'Ромашка')),
    }),
  ],
];
test.each(places)('a call is logged once: %s', async (_where, prepare) => {
  const bench = logBench();
  const place = await prepare(bench);
  bench.ended('c-1');
  await bench.work();
  expect(bench.notes()).toMatchObject([
    {
      ...place,
      note_type: 'call_in',
      created_by: anna,
      params: { uniq: 'c-1', phone, duration: 62, call_status: 4, call_responsible: anna },
    },
  ]);
  expect(bench.job('c-1')).toMatchObject({ state: 'logged', place: { id: place.entity_id } });
});

test.each([
  ['no_answer', 'inbound', 6],
  ['no_answer', 'outbound', 6],
  ['busy', 'outbound', 7],
  ['rejected', 'inbound', 6],
  ['voicemail', 'inbound', 1],
] as const)('%s, %s, is logged with status %i', async (disposition, direction, call_status) => {
  const bench = logBench();
  await person(bench);
  const sides = direction === 'inbound' ? {} : { from: '+74951234567', to: phone };
  bench.ended('c-1', disposition, { direction, ...sides });
  await bench.work();
  expect(bench.notes()).toMatchObject([
    {
      note_type: direction === 'inbound' ? 'call_in' : 'call_out',
      params: { phone, call_status, duration: 0 },
    },
  ]);
});

test('one call is one entry, whoever rang for it, with who talked', async () => {
  const bench = logBench();
  await person(bench);
  bench.post(
    bench.call('ringing', 'c-1', { extensions: ['101', '102', '103'] }),
    bench.call('answered', 'c-1', { extensions: ['102'] }),
    bench.call('ended', 'c-1', { extensions: ['101', '102', '103'], disposition: 'answered', duration: 5 }),
  );
  await bench.work();
  const boris = bench.sandbox.crm.users.find(({ extension }) => extension === '102')!.id;
  expect(bench.notes().map(({ params }) => params['call_responsible'])).toEqual([boris]);
});

test('an extension that is no user’s is shown as it is', async () => {
  const bench = logBench();
  await person(bench);
  bench.ended('c-1', 'answered', { extensions: ['777'] });
  await bench.work();
  expect(bench.notes()[0]?.params['call_responsible']).toBe('777');
});

test.each([
  ['102', 'internal'],
  ['anonymous', 'hidden_number'],
])('a call from %s belongs in nobody’s card', async (from, reason) => {
  const bench = logBench();
  bench.ended('c-1', 'answered', { from });
  await bench.work(60_000);
  expect(bench.job('c-1')).toMatchObject({ state: 'skipped', reason });
  expect(bench.sent).toEqual([]);
});

test('a stranger who was talked with is in the inbox, with the recording that came meanwhile', async () => {
  const bench = logBench();
  bench.ended('c-1');
  await bench.work();
  expect(bench.job('c-1').state).toBe('waiting');
  bench.post(bench.call('recorded', 'c-1', { recording_url: 'https://pbx.test/1.mp3' }));
  await bench.work(30_000);
  expect(unsorted(bench)).toMatchObject([
    {
      metadata: {
        phone,
        uniq: 'c-1',
        duration: 62,
        call_responsible: anna,
        link: 'https://gateway.test/c-1',
      },
    },
  ]);
  expect(bench.job('c-1').state).toBe('unsorted');
});

test('without a recording the inbox gets the call after a while', async () => {
  const bench = logBench();
  bench.ended('c-1');
  await bench.work(30_000);
  expect(unsorted(bench)).toHaveLength(1);
  expect(unsorted(bench)[0]?.metadata['link']).toBe('');
});

test('where the inbox is not wanted, a stranger is not logged', async () => {
  const bench = logBench({ rules: { unsorted: false } });
  bench.ended('c-1');
  await bench.work(60_000);
  expect([bench.job('c-1').reason, unsorted(bench)]).toEqual(['nobody_inbound', []]);
});

test('a stranger who was not answered is not in the inbox', async () => {
  const bench = logBench();
  bench.ended('c-1', 'no_answer');
  await bench.work(60_000);
  expect([bench.job('c-1').reason, unsorted(bench)]).toEqual(['nobody_missed', []]);
});

const outbound = { direction: 'outbound', from: '+74951234567', to: phone } as const;
test('an unknown number that was called is left alone, or made a contact, as set', async () => {
  const skipping = logBench();
  skipping.ended('c-1', 'no_answer', outbound);
  await skipping.work(60_000);
  expect(skipping.job('c-1')).toMatchObject({ state: 'skipped', reason: 'nobody_outbound' });

  const making = logBench({ rules: { outboundUnknown: 'create_contact' } });
  making.ended('c-1', 'no_answer', outbound);
  await making.work(60_000);
  expect(making.notes()).toMatchObject([{ entity_type: 'contacts', note_type: 'call_out' }]);
  expect([...making.sandbox.crm.contacts.values()].filter(({ name }) => name === phone)).toHaveLength(1);
});

describe('the result window of an agent with an open browser', () => {
  const talked = () => {
    const bench = logBench({ online: ['101'] });
    bench.ended('c-1');
    return bench;
  };
  test('is waited for; what it saved is where the call is logged, with its status', async () => {
    const bench = talked();
    await bench.work(5_000);
    expect(bench.job('c-1').state).toBe('held');
    bench.said('c-1', 'open');
    await bench.work(300_000);
    expect(bench.job('c-1').state).toBe('held');
    const contact = await person(bench);
    bench.said('c-1', 'saved', 2);
    await bench.work();
    expect(bench.notes()).toMatchObject([{ entity_id: contact, params: { call_status: 2 } }]);
    expect(unsorted(bench)).toEqual([]);
  });
  test.each([
    ['never opens: the inbox soon', undefined, 45_000],
    ['stays open: the inbox after the hold', 'open', 650_000],
    ['is cancelled: the inbox at once', 'cancelled', 25_000],
    ['saved without making a contact: the inbox', 'saved', 25_000],
  ] as const)('%s', async (_what, said, within) => {
    const bench = talked();
    await bench.work(2_000);
    if (said !== undefined) bench.said('c-1', said);
    await bench.work(within);
    expect(unsorted(bench)).toHaveLength(1);
    expect(bench.notes()).toEqual([]);
  });
  test('a status chosen after the call was logged completes the log', async () => {
    const bench = logBench({ online: ['101'] });
    await person(bench);
    bench.ended('c-1');
    await bench.work();
    bench.said('c-1', 'saved', 5);
    await bench.work();
    expect(bench.notes()).toMatchObject([{ params: { call_status: 5, uniq: 'c-1', duration: 62 } }]);
  });
});

test('a recording that comes late completes the log, and nothing of it is lost', async () => {
  const bench = logBench();
  await person(bench);
  bench.ended('c-1');
  await bench.work();
  expect(bench.notes()[0]?.params['link']).toBe('');
  bench.post(bench.call('recorded', 'c-1', { recording_url: 'https://pbx.test/1.mp3' }));
  await bench.work();
  expect(bench.notes()).toMatchObject([
    { params: { link: 'https://gateway.test/c-1', uniq: 'c-1', call_status: 4, call_responsible: anna } },
  ]);
});

test('known and unknown numbers in one batch each find their place', async () => {
  const bench = logBench();
  await person(bench);
  for (let index = 0; index < 60; index += 1)
    bench.ended(`c-${index}`, 'answered', { from: index % 3 === 0 ? phone : `+7905333${1000 + index}` });
  await bench.work(60_000);
  expect(bench.notes()).toHaveLength(20);
  expect(unsorted(bench)).toHaveLength(40);
  expect(bench.sent.filter(({ path }) => path === '/api/v4/calls')).toHaveLength(2);
});
