import { logBench } from '../../test/fakes/log-bench';

// Each test has a demo account of its own, which takes its time on a busy machine.
jest.setTimeout(30_000);

const phone = '+79127771122';
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const page = (status: number): Response =>
  new Response('<html><h1>nginx</h1></html>', { status, headers: { 'content-type': 'text/html' } });
const lost = (): never => {
  throw new TypeError('fetch failed');
};
const cut = (): Response => new Response('{"_embedded":{"calls":[{"id":');

/** The first request to `path` meets `answer`; `done`: the CRM does what it is asked, and the asker is not told. */
const once = (path: string, answer: () => Response, done = false) => {
  let left = 1;
  return async (go: () => Promise<Response>, url: URL, init: RequestInit): Promise<Response> => {
    if (init.method !== 'POST' || url.pathname !== path || left === 0) return go();
    left -= 1;
    if (done) await go();
    return answer();
  };
};

const passing: [string, () => Response][] = [
  ['429', () => json(429, { title: 'Too Many Requests' })],
  ['429 that says when', () => json(429, {}, { 'retry-after': '7' })],
  ['500', () => json(500, { title: 'Internal error' })],
  ['502, a page', () => page(502)],
  ['504, a page', () => page(504)],
  ['a lost connection', lost],
  ['a page in place of JSON', () => page(200)],
  ['cut JSON', cut],
];
/** What cannot be told from a success whose answer was lost. */
const unsure = passing.filter(([name]) => !name.startsWith('429'));

test.each(passing)('%s passes: the call is logged once', async (_name, answer) => {
  const bench = logBench({ between: once('/api/v4/calls', answer) });
  await bench.made('contacts', bench.phoned(phone));
  bench.ended('c-1');
  await bench.work(120_000);
  expect(bench.notes().map(({ params }) => params['uniq'])).toEqual(['c-1']);
  expect(bench.job('c-1')).toMatchObject({ state: 'logged', tries: 0, reason: null });
});

test('a CRM that says when to come again is left alone until then', async () => {
  const bench = logBench({ between: once('/api/v4/calls', () => json(429, {}, { 'retry-after': '40' })) });
  await bench.made('contacts', bench.phoned(phone));
  bench.ended('c-1');
  await bench.work(120_000);
  const [first, second] = bench.sent.filter(({ path }) => path === '/api/v4/calls');
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(40_000);
});

describe.each(unsure)('where the CRM has done it and the answer was %s', (_name, answer) => {
  test('a log is found, not written again', async () => {
    const bench = logBench({ between: once('/api/v4/calls', answer, true) });
    await bench.made('contacts', bench.phoned(phone));
    bench.ended('c-1');
    await bench.work(120_000);
    expect(bench.sent.filter(({ path }) => path === '/api/v4/calls')).toHaveLength(1);
    expect(bench.notes()).toHaveLength(1);
    expect(bench.job('c-1')).toMatchObject({ state: 'logged', place: { note: bench.notes()[0]!.id } });
  });

  test('a call is in the inbox once', async () => {
    const bench = logBench({ between: once('/api/v4/leads/unsorted/sip', answer, true) });
    const before = bench.sandbox.crm.unsorted.size;
    bench.ended('c-1');
    await bench.work(180_000);
    expect(bench.sandbox.crm.unsorted.size).toBe(before + 1);
    expect(bench.sent.filter(({ path }) => path.endsWith('/sip'))).toHaveLength(1);
    expect(bench.job('c-1').state).toBe('unsorted');
  });

  test('a contact for a number that was called is made once', async () => {
    const rules = { outboundUnknown: 'create_contact' } as const;
    const bench = logBench({ rules, between: once('/api/v4/contacts', answer, true) });
    const outbound = { direction: 'outbound', from: '101', to: phone } as const;
    const before = bench.sandbox.crm.contacts.size;
    bench.ended('c-1', 'no_answer', outbound);
    bench.ended('c-2', 'no_answer', outbound);
    await bench.work(180_000);
    expect(bench.sandbox.crm.contacts.size).toBe(before + 1);
    expect(
      bench
        .notes()
        .map(({ params }) => params['uniq'])
        .sort(),
    ).toEqual(['c-1', 'c-2']);
  });

  test('a task for a missed call is made once', async () => {
    const bench = logBench({ rules: { missedTasks: true }, between: once('/api/v4/tasks', answer, true) });
    await bench.made('contacts', bench.phoned(phone));
    bench.ended('c-1', 'no_answer');
    await bench.work(180_000);
    const tasks = [...bench.sandbox.crm.tasks.values()].filter(({ text }) => text.startsWith('Missed'));
    expect(tasks).toHaveLength(1);
  });
});

test.each([
  ['401', () => json(401, { title: 'Unauthorized' }), 'token_refused'],
  ['402', () => json(402, { title: 'Payment Required' }), 'account_unpaid'],
  ['403, a page', () => page(403), 'access_blocked'],
] as const)('%s stops everything, loudly, until it is tried again', async (_name, answer, reason) => {
  let works = false;
  const bench = logBench({ between: (go) => (works ? go() : Promise.resolve(answer())) });
  await bench.made('contacts', bench.phoned(phone));
  bench.ended('c-1');
  await bench.work(60_000);
  expect([await bench.store.stopped(), bench.alarms]).toMatchObject([{ reason }, [reason]]);
  const asked = bench.sent.length;
  bench.ended('c-2');
  await bench.work(60_000);
  // Nothing but the slow probe.
  expect(bench.sent.slice(asked).map(({ path }) => path)).toEqual([]);
  works = true;
  await bench.work(10 * 60_000);
  expect(await bench.store.stopped()).toBeNull();
  expect(
    bench
      .notes()
      .map(({ params }) => params['uniq'])
      .sort(),
  ).toEqual(['c-1', 'c-2']);
});

test('what the CRM refuses for good is told with its own words, and the rest is logged', async () => {
  const bench = logBench({
    between: (go, url, init) => {
      const body = typeof init.body === 'string' ? init.body : '';
      if (url.pathname !== '/api/v4/calls' || !body.includes('"c-2"')) return go();
      const errors = [{ code: 'InvalidType', path: 'phone', detail: 'No such number.' }];
      return Promise.resolve(json(400, { 'validation-errors': [{ request_id: 'c-2', errors }] }));
    },
  });
  await bench.made('contacts', bench.phoned(phone));
  for (const id of ['c-1', 'c-2', 'c-3']) bench.ended(id);
  await bench.work(60_000);
  expect(
    bench
      .notes()
      .map(({ params }) => params['uniq'])
      .sort(),
  ).toEqual(['c-1', 'c-3']);
  expect(bench.job('c-2')).toMatchObject({ state: 'refused', reason: 'phone: No such number.' });
  expect(bench.sent.filter(({ path }) => path === '/api/v4/calls')).toHaveLength(2);
});

test('one call that breaks the CRM does not keep the others from being logged', async () => {
  const bench = logBench({
    between: (go, _url, init) =>
      typeof init.body === 'string' && init.body.includes('"c-2"')
        ? Promise.resolve(json(500, { title: 'Internal error' }))
        : go(),
  });
  await bench.made('contacts', bench.phoned(phone));
  for (const id of ['c-1', 'c-2', 'c-3']) bench.ended(id);
  await bench.work(20 * 60_000);
  expect(
    bench
      .notes()
      .map(({ params }) => params['uniq'])
      .sort(),
  ).toEqual(['c-1', 'c-3']);
  expect(bench.job('c-2')).toMatchObject({ state: 'waiting', reason: '500 Internal error' });
});

test('a batch in which nobody is known needs no request for each', async () => {
  const bench = logBench({
    rules: { unsorted: false },
    between: async (go, url) => {
      if (url.pathname !== '/api/v4/calls') return go();
      return json(400, {
        _total_items: 0,
        errors: [{ title: 'Entity not found' }],
        _embedded: { calls: [] },
      });
    },
  });
  for (const id of ['c-1', 'c-2', 'c-3']) bench.ended(id);
  await bench.work(60_000);
  expect(['c-1', 'c-2', 'c-3'].map((id) => bench.job(id).reason)).toEqual(Array(3).fill('nobody_inbound'));
  expect(bench.sent.filter(({ path }) => path === '/api/v4/calls')).toHaveLength(1);
});
