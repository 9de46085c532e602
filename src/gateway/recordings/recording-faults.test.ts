import {
  bytesOf,
  faultOf,
  recordingGateway,
  type RecordingGateway,
} from '../../../test/fakes/recording-gateway';
import { recordingServer, type RecordingServer } from '../../../test/fakes/recording-server';

let pbx: RecordingServer;
let gateway: RecordingGateway;
beforeAll(async () => {
  [pbx, gateway] = await Promise.all([recordingServer(), recordingGateway(300)]);
});
afterAll(() => Promise.all([gateway.stop(), pbx.stop()]));
beforeEach(() => {
  pbx.asked.length = 0;
});

const linkTo: RecordingGateway['linkTo'] = (...call) => gateway.linkTo(...call);
const at = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(linkTo(pbx.url(path)), { method, headers });

test('where the PBX sends another part than asked, the player still gets none but its own', async () => {
  expect(await faultOf(await at('other-part.wav', { range: 'bytes=10-19' }))).toEqual([
    502,
    'recording_broken',
  ]);
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
  expect(await faultOf(answer)).toEqual([status, code]);
});

test('a PBX that nobody listens at, and a host that is not allowed', async () => {
  expect(await faultOf(await fetch(linkTo('http://127.0.0.1:1/1.mp3')))).toEqual([
    502,
    'recording_unreachable',
  ]);
  const other = pbx.url('ranges.wav').replace('127.0.0.1', 'localhost');
  expect(await faultOf(await fetch(linkTo(other)))).toEqual([502, 'recording_host_refused']);
  expect(pbx.asked).toEqual([]);
});

test('a name of an allowed family that leads home, or nowhere, is a fault and not the end of the gateway', async () => {
  const home = pbx.url('ranges.wav').replace('127.0.0.1', 'pbx.localhost');
  const [status, code] = await faultOf(await fetch(linkTo(home)));
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
    expect(await faultOf(await fetch(wrong))).toEqual([403, 'recording_link_forged']);
  expect(pbx.asked).toEqual([]);
});

test('a call without a recording, and a store that hangs', async () => {
  expect(await faultOf(await fetch(linkTo(undefined, 'c-none')))).toEqual([404, 'recording_missing']);
  expect((await fetch(linkTo(undefined, 'hangs'))).status).toBe(503);
}, 10_000);

test('a person who opens a link reads in their language what is wrong and what to do', async () => {
  const page = (language: string) =>
    at('gone.wav', { accept: 'text/html,*/*;q=0.8', 'accept-language': language });
  const russian = await page('ru-RU,ru;q=0.9,en;q=0.8');
  expect([russian.status, russian.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect(await russian.text()).toMatch(/lang="ru".*АТС этой записи больше нет\. Спросите администратора/s);
  expect(await (await page('de')).text()).toContain('no longer has this recording. Ask an administrator');
});

test('a recording that breaks off or stalls ends in an error, never as if it were whole', async () => {
  await expect(bytesOf(await at('breaks.wav'))).rejects.toThrow();
  await expect(bytesOf(await at('stalls.wav'))).rejects.toThrow();
  await expect(bytesOf(await at('short-part.wav', { range: 'bytes=10-19' }))).rejects.toThrow();
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
    const patient = await recordingGateway(600_000);
    const leave = new AbortController();
    const before = pbx.hungUp(`${path}?patiently`);
    const listening = fetch(patient.linkTo(pbx.url(`${path}?patiently`)), { signal: leave.signal })
      .then((response) => response.arrayBuffer())
      .catch(() => 'left');
    while (pbx.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    leave.abort();
    expect(await listening).toBe('left');
    await before;
    await patient.stop();
  },
);

test('a link ends', async () => {
  const link = linkTo(pbx.url('ranges.wav'), 'c-old');
  gateway.pass(3 * 3_600_000);
  expect(await faultOf(await fetch(link))).toEqual([410, 'recording_link_expired']);
});
