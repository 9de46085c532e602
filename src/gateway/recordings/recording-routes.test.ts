import { bytesOf, recordingGateway, type RecordingGateway } from '../../../test/fakes/recording-gateway';
import { recording, recordingServer, type RecordingServer } from '../../../test/fakes/recording-server';

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
  expect(await bytesOf(whole)).toEqual(recording);
  const saved = await fetch(`${linkTo(pbx.url('ranges.wav'))}&download=1`);
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
});

test.each(['ranges.wav', 'no-ranges.wav', 'moved.wav'])(
  'a part is a part, whether or not the PBX can cut: %s',
  async (path) => {
    const part = await at(path, { range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000']);
    expect(await bytesOf(part)).toEqual(recording.subarray(10, 20));
    const beyond = await at(path, { range: 'bytes=1000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  },
);

test('the PBX is asked for the part alone, where it can', async () => {
  await bytesOf(await at('ranges.wav', { range: 'bytes=-5' }));
  expect(pbx.asked).toEqual(['bytes=-5']);
});

test('a recording of unknown length is played from its beginning', async () => {
  const whole = await at('no-length.mp3', { range: 'bytes=0-' });
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
    200,
    'audio/mpeg',
    null,
  ]);
  expect(await bytesOf(whole)).toEqual(recording);
});

test('HEAD says the same and sends nothing', async () => {
  const head = await at('ranges.wav', {}, 'HEAD');
  expect([head.status, head.headers.get('content-length'), (await bytesOf(head)).length]).toEqual([
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
  expect([changed.status, (await bytesOf(changed)).length]).toEqual([200, 1000]);
  // The same name at the PBX under another address is another recording.
  expect((await at('no-ranges.wav', { 'if-none-match': etag })).status).toBe(200);
});

test('a recording that the PBX vouches for only weakly is never put together of parts', async () => {
  const etag = (await at('weak.wav')).headers.get('etag')!;
  expect(etag).toMatch(/^W\//);
  expect((await at('weak.wav', { 'if-range': etag, range: 'bytes=0-9' })).status).toBe(200);
  expect((await at('weak.wav', { 'if-none-match': etag })).status).toBe(304);
});

test('a call’s name may hold anything', async () => {
  for (const callId of ['a/b c?d&e#f%2F', 'é', 'x'.repeat(200)])
    expect((await fetch(linkTo(pbx.url('ranges.wav'), callId))).status).toBe(200);
});
