import fastify, { type FastifyInstance } from 'fastify';
import { recording, recordingServer, type RecordingServer } from '../../../test/fakes/recording-server';
import type { CallState } from '../../domain/call';
import { askPbx } from './ask-pbx';
import { readRecordingHosts } from './recording-hosts';
import { recordingLinkCheck, recordingLinks } from './recording-link';
import { recordingRoutes } from './recording-routes';

const parts = { publicUrl: new URL('http://127.0.0.1/'), clientSecret: 'secret', accountId: 28 };
const calls = new Map<string, CallState>();
let pbx: RecordingServer;
let app: FastifyInstance;
let origin: string;
let now = Date.now();

beforeAll(async () => {
  pbx = await recordingServer();
  app = served(300);
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await pbx.stop();
});
beforeEach(() => {
  pbx.asked.length = 0;
  now = Date.now();
});

/** A gateway that waits so long for a PBX, ms. */
function served(patience: number): FastifyInstance {
  const gateway = fastify({ forceCloseConnections: true });
  recordingRoutes(gateway, {
    check: recordingLinkCheck(parts, () => now),
    callOf: (callId) =>
      callId === 'hangs' ? new Promise(() => undefined) : Promise.resolve(calls.get(callId)),
    ask: askPbx(readRecordingHosts('127.0.0.1 *.localhost *.invalid.example').hosts, patience),
    stallMs: patience,
  });
  return gateway;
}

/** Our link to a call whose recording lies at `url`; without one the call has no recording. */
function linkTo(url: string | undefined, callId = `c ${String(url)}`): string {
  calls.set(callId, {
    call_id: callId,
    state: 'ended',
    direction: 'inbound',
    phone: '+7 (999) 111-22-33',
    line: '',
    extensions: [],
    started_at: '2026-01-31T10:20:30.000Z',
    ...(url !== undefined && { recording_url: url }),
  });
  const { pathname, search } = new URL(recordingLinks(parts, () => now)(callId, 60));
  return origin + pathname + search;
}
const at = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(linkTo(pbx.url(path)), { method, headers });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());
const fault = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

test('the whole recording comes with its length, its kind and a name to save it by', async () => {
  const whole = await at('ranges.wav');
  expect(whole.status).toBe(200);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': '1000',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline; filename="call-2026-01-31-10-20-+79991112233.wav"',
    'cache-control': 'private, max-age=3600',
  });
  expect(await bytes(whole)).toEqual(recording);
  const saved = await fetch(`${linkTo(pbx.url('ranges.wav'))}&download=1`);
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
});

test.each(['ranges.wav', 'no-ranges.wav', 'moved.wav'])(
  'a part is a part, whether or not the PBX can cut: %s',
  async (path) => {
    const part = await at(path, { range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000']);
    expect(await bytes(part)).toEqual(recording.subarray(10, 20));
    const beyond = await at(path, { range: 'bytes=1000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  },
);

test('the PBX is asked for the part alone, where it can', async () => {
  await bytes(await at('ranges.wav', { range: 'bytes=-5' }));
  expect(pbx.asked).toEqual(['bytes=-5']);
});

test('where the PBX sends another part than asked, the player still gets none but its own', async () => {
  expect(await fault(await at('other-part.wav', { range: 'bytes=10-19' }))).toEqual([
    502,
    'recording_broken',
  ]);
});

test('a recording of unknown length is played from its beginning', async () => {
  const whole = await at('no-length.mp3', { range: 'bytes=0-' });
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
    200,
    'audio/mpeg',
    null,
  ]);
  expect(await bytes(whole)).toEqual(recording);
});

test('HEAD says the same and sends nothing', async () => {
  const head = await at('ranges.wav', {}, 'HEAD');
  expect([head.status, head.headers.get('content-length'), (await bytes(head)).length]).toEqual([
    200,
    '1000',
    0,
  ]);
  const part = await at('ranges.wav', { range: 'bytes=0-9' }, 'HEAD');
  expect([part.status, part.headers.get('content-length')]).toEqual([206, '10']);
});

test('what a browser has already is not sent again, and a part of something else is not sent at all', async () => {
  const etag = (await at('ranges.wav')).headers.get('etag')!;
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  expect((await at('ranges.wav', { 'if-none-match': etag })).status).toBe(304);
  expect((await at('ranges.wav', { 'if-none-match': `"x", W/${etag}`, range: 'bytes=0-9' })).status).toBe(
    304,
  );
  expect((await at('ranges.wav', { 'if-range': etag, range: 'bytes=0-9' })).status).toBe(206);
  const changed = await at('ranges.wav', { 'if-range': '"older"', range: 'bytes=0-9' });
  expect([changed.status, (await bytes(changed)).length]).toEqual([200, 1000]);
  // The same name at the PBX under another address is another recording.
  expect((await at('no-ranges.wav', { 'if-none-match': etag })).status).toBe(200);
});

test('a recording that the PBX vouches for only weakly is never put together of parts', async () => {
  const etag = (await at('weak.wav')).headers.get('etag')!;
  expect(etag).toMatch(/^W\//);
  expect((await at('weak.wav', { 'if-range': etag, range: 'bytes=0-9' })).status).toBe(200);
  expect((await at('weak.wav', { 'if-none-match': etag })).status).toBe(304);
});

test.each([
  ['gone.wav', 404, 'recording_gone'],
  ['denied.wav', 502, 'recording_denied'],
  ['error.wav', 502, 'recording_broken'],
  ['page.wav', 502, 'recording_broken'],
  ['packed.wav', 502, 'recording_broken'],
  ['round.wav', 502, 'recording_broken'],
  ['garbage.wav', 502, 'recording_unreachable'],
  ['silent.wav', 504, 'recording_slow'],
  ['away.wav', 502, 'recording_host_refused'],
])('%s: %i %s', async (path, status, code) => {
  const answer = await at(path);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await fault(answer)).toEqual([status, code]);
});

test('a PBX that nobody listens at, and a host that is not allowed', async () => {
  expect(await fault(await fetch(linkTo('http://127.0.0.1:1/1.mp3')))).toEqual([
    502,
    'recording_unreachable',
  ]);
  const other = pbx.url('ranges.wav').replace('127.0.0.1', 'localhost');
  expect(await fault(await fetch(linkTo(other)))).toEqual([502, 'recording_host_refused']);
  expect(pbx.asked).toEqual([]);
});

test('a name of an allowed family that leads home, or nowhere, is a fault and not the end of the gateway', async () => {
  const home = pbx.url('ranges.wav').replace('127.0.0.1', 'pbx.localhost');
  const [status, code] = await fault(await fetch(linkTo(home)));
  expect([status, ['recording_host_refused', 'recording_unreachable']]).toEqual([
    502,
    expect.arrayContaining([code]),
  ]);
  const nowhere = await fetch(linkTo('http://nobody.invalid.example/1.mp3'));
  expect([502, 504]).toContain(nowhere.status);
  expect(pbx.asked).toEqual([]);
});

test('no address of the visitor’s own is ever asked', async () => {
  const link = linkTo(pbx.url('ranges.wav'), 'c-1');
  for (const wrong of [
    link.replace('c-1', 'c-2'),
    link.replace('c-1', encodeURIComponent(pbx.url('ranges.wav'))),
    link
      .replace(/sig=./, 'sig=0')
      .replace(/sig=0(.)/, (_, next: string) => `sig=0${next === '0' ? '1' : '0'}`),
    link.replace(/&sig.*/, ''),
  ])
    expect(await fault(await fetch(wrong))).toEqual([403, 'recording_link_forged']);
  expect(pbx.asked).toEqual([]);
});

test('a link ends', async () => {
  const link = linkTo(pbx.url('ranges.wav'), 'c-old');
  now += 3 * 3_600_000;
  expect(await fault(await fetch(link))).toEqual([410, 'recording_link_expired']);
});

test('a call without a recording, and a store that hangs', async () => {
  expect(await fault(await fetch(linkTo(undefined, 'c-none')))).toEqual([404, 'recording_missing']);
  expect((await fetch(linkTo(undefined, 'hangs'))).status).toBe(503);
}, 10_000);

test('a call’s name may hold anything', async () => {
  for (const callId of ['a/b c?d&e#f%2F', 'é', 'x'.repeat(200)])
    expect((await fetch(linkTo(pbx.url('ranges.wav'), callId))).status).toBe(200);
});

test('a person who opens a link reads in their language what is wrong and what to do', async () => {
  const page = (language: string) =>
    at('gone.wav', { accept: 'text/html,*/*;q=0.8', 'accept-language': language });
  const russian = await page('ru-RU,ru;q=0.9,en;q=0.8');
  expect([russian.status, russian.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect(await russian.text()).toMatch(/lang="ru".*АТС этой записи больше нет\. Спросите администратора/s);
  expect(await (await page('de')).text()).toContain('no longer has this recording. Ask an administrator');
});

test('a recording that breaks off or stalls ends in an error, never as if it were whole', async () => {
  await expect(bytes(await at('breaks.wav'))).rejects.toThrow();
  await expect(bytes(await at('stalls.wav'))).rejects.toThrow();
  await expect(bytes(await at('short-part.wav', { range: 'bytes=10-19' }))).rejects.toThrow();
});

test('a player that leaves takes the PBX off the line', async () => {
  const leave = new AbortController();
  const response = await fetch(linkTo(pbx.url('endless.wav')), { signal: leave.signal });
  const reader = response.body!.getReader();
  await reader.read();
  leave.abort();
  await pbx.hungUp('endless.wav');
});

test.each(['silent.wav', 'stalls.wav'])(
  'also one that leaves while the PBX says nothing: %s',
  async (path) => {
    const patient = served(600_000);
    const other = await patient.listen({ host: '127.0.0.1', port: 0 });
    const leave = new AbortController();
    const before = pbx.hungUp(`${path}?${other}`);
    const listening = fetch(linkTo(pbx.url(`${path}?${other}`)).replace(origin, other), {
      signal: leave.signal,
    })
      .then((response) => response.arrayBuffer())
      .catch(() => 'left');
    while (pbx.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    leave.abort();
    expect(await listening).toBe('left');
    await before;
    await patient.close();
  },
);
