import { amoSettings } from './amo-settings';
import { extensions, extensionsIn } from './extensions';
import { Refusal } from './refusal';

const map = { '504141': '101', '504142': ' 102 ', '504143': '' };

test.each([
  ['an object', { extensions: map }],
  ['a JSON string', { extensions: JSON.stringify(map) }],
  ['another name', { gateway_url: 'https://pbx.example.com', lookup: '5', phones: map }],
  ['an empty namesake', { extensions: [], phones: map }],
  ['numbers', { extensions: { 504141: 101, 504142: 102 } }],
])('internal numbers are read from settings that hold them as %s', (_what, settings) => {
  expect([...extensionsIn(settings)]).toEqual([
    ['504141', '101'],
    ['504142', '102'],
  ]);
});

test.each([
  undefined,
  null,
  'x',
  [],
  {},
  { extensions: '{' },
  { a: { b: 'c' } },
  { a: { 1: { login: 'x' } } },
])('settings %j hold none', (settings) => {
  expect(extensionsIn(settings).size).toBe(0);
});

/** A CRM that counts its readers and answers when told. */
function crm() {
  let now = 0;
  const reads: { resolve: (map: Map<string, string>) => void; reject: (error: Error) => void }[] = [];
  const read = () => new Promise<Map<string, string>>((resolve, reject) => reads.push({ resolve, reject }));
  return {
    reads,
    ...extensions(
      read,
      () => now,
      (ms) => Promise.resolve(void (now += ms)),
    ),
    pass: (ms: number) => void (now += ms),
  };
}

test('many agents who come at once ask the CRM once', async () => {
  const { reads, of } = crm();
  const asked = [of(1), of(2), of(3)];
  expect(reads).toHaveLength(1);
  reads[0]!.resolve(new Map([['1', '101']]));
  expect(await Promise.all(asked)).toEqual(['101', null, null]);
});

test('the answer is kept for half a minute', async () => {
  const { reads, of, pass } = crm();
  const first = of(1, '101');
  reads[0]!.resolve(new Map([['1', '101']]));
  await first;
  pass(29_000);
  expect(await of(1, '101')).toBe('101');
  expect(reads).toHaveLength(1);
});

test('a page that shows another number makes the CRM be asked at once; what the CRM says counts', async () => {
  const { reads, of } = crm();
  const first = of(1, '101');
  reads[0]!.resolve(new Map([['1', '101']]));
  await first;
  const second = of(1, '150');
  await Promise.resolve();
  reads[1]!.resolve(new Map([['1', '151']]));
  expect(await second).toBe('151');
});

test('while the CRM is down the last known numbers are good, and it is left alone between tries', async () => {
  const { reads, of, pass } = crm();
  const first = of(1);
  reads[0]!.resolve(new Map([['1', '101']]));
  await first;
  pass(60_000);
  const second = of(1);
  reads[1]!.reject(new Error('down'));
  expect(await second).toBe('101');
  expect(await of(1)).toBe('101');
  expect(reads).toHaveLength(2);
});

test('a CRM that was never reached is a clear 503, until it is back', async () => {
  const { reads, of, pass } = crm();
  const first = of(1);
  reads[0]!.reject(new Error('down'));
  await expect(first).rejects.toMatchObject({ status: 503, code: 'crm_unavailable', retryAfter: 5 });
  await expect(of(1)).rejects.toMatchObject({ status: 503 });
  pass(5_000);
  const second = of(1);
  reads[1]!.resolve(new Map([['1', '101']]));
  expect(await second).toBe('101');
});

describe('the account’s settings', () => {
  const amo = {
    url: new URL('https://example.amocrm.ru'),
    accountId: 28,
    widgetCode: 'our widget',
    clientId: 'c',
    clientSecret: 's',
  };
  const answering = (respond: () => Response | Promise<Response>) => {
    const asked: { url: string; init: RequestInit | undefined }[] = [];
    const read = amoSettings(amo, (url, init) => {
      asked.push({ url: url instanceof Request ? url.url : String(url), init });
      return Promise.resolve(respond());
    });
    return { asked, read };
  };

  test('are read without following a redirect', async () => {
    const { asked, read } = answering(() => Response.json({ settings: { extensions: map } }));
    expect((await read()).get('504141')).toBe('101');
    expect(asked[0]).toMatchObject({
      url: 'https://example.amocrm.ru/api/v4/widgets/our%20widget',
      init: { redirect: 'error' },
    });
  });

  test.each([
    ['no answer', () => Promise.reject(new Error('reset'))],
    ['a refused token', () => new Response('', { status: 401 })],
    ['an unknown widget', () => new Response('', { status: 404 })],
    ['an error page', () => new Response('<html>', { status: 504 })],
    ['HTML for JSON', () => new Response('<html>')],
    ['cut JSON', () => new Response('{"settings":')],
  ])('%s is a 503 that says what to do, without the token', async (_what, respond) => {
    const error: unknown = await answering(respond)
      .read()
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ status: 503, code: 'crm_unavailable' });
    expect(JSON.stringify([error, (error as Error).message])).not.toContain('secret-token');
  });
});

test('everybody’s numbers come at once when any were read, and are made fresh behind that', async () => {
  const { reads, all, pass } = crm();
  const first = all();
  reads[0]!.resolve(new Map([['1', '101']]));
  expect([...(await first)]).toEqual([['1', '101']]);
  pass(31_000);
  expect([...(await all())]).toEqual([['1', '101']]);
  expect(reads).toHaveLength(2);
  reads[1]!.resolve(new Map([['1', '102']]));
  await Promise.resolve();
  expect([...(await all())]).toEqual([['1', '102']]);
});
