import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordedAt, recording, recordingServer } from '../fakes/recording-server';
import type { RecordingServer } from '../fakes/recording-server';
import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';

/** Header `Range` on a file of 1000 bytes; status and `Content-Range` as nginx 1.22.1 answered them. */
const asNginx: readonly [range: string, status: number, contentRange?: string][] = [
  ['bytes=0-99', 206, 'bytes 0-99/1000'],
  ['bytes=0-', 206, 'bytes 0-999/1000'],
  ['bytes=0-0', 206, 'bytes 0-0/1000'],
  ['bytes=500-509', 206, 'bytes 500-509/1000'],
  ['bytes=999-', 206, 'bytes 999-999/1000'],
  ['bytes=990-5000', 206, 'bytes 990-999/1000'],
  ['bytes=1000-', 416, 'bytes */1000'],
  ['bytes=5000-6000', 416, 'bytes */1000'],
  ['bytes=-1', 206, 'bytes 999-999/1000'],
  ['bytes=-500', 206, 'bytes 500-999/1000'],
  ['bytes=-1000', 206, 'bytes 0-999/1000'],
  ['bytes=-5000', 206, 'bytes 0-999/1000'],
  ['bytes=-0', 416, 'bytes */1000'],
  ['bytes=5-3', 416, 'bytes */1000'],
  ['bytes=abc', 416, 'bytes */1000'],
  ['bytes=-', 416, 'bytes */1000'],
  ['bytes=0', 416, 'bytes */1000'],
  ['bytes=--5', 416, 'bytes */1000'],
  ['bytes=+1-2', 416, 'bytes */1000'],
  ['bytes=1-2x', 416, 'bytes */1000'],
  ['bytes=0-99,', 416, 'bytes */1000'],
  ['bytes=99999999999999999999-', 416, 'bytes */1000'],
  ['bytes=0-99999999999999999999', 416, 'bytes */1000'],
  ['bytes= 0-99', 206, 'bytes 0-99/1000'],
  ['bytes=0 - 99', 206, 'bytes 0-99/1000'],
  ['Bytes=0-99', 206, 'bytes 0-99/1000'],
  ['bytes=', 200],
  ['items=0-99', 200],
  ['bytes 0-99', 200],
  ['0-99', 200],
  ['bytes=1000-,0-0', 206, 'bytes 0-0/1000'],
  ['bytes=5-4,1-1', 206, 'bytes 1-1/1000'],
  ['bytes=0-0,0-999', 200],
];
/** nginx sends `multipart/byteranges`; we send the whole, which no player asks for either. */
const severalRanges = ['bytes=0-0,2-2', 'bytes=0-9,5-14'];

const etag = 'the file’s own';
/** Further headers beside `Range: bytes=0-99`; `etag` stands for the file's. */
const conditions: readonly [header: string, value: string, status: number][] = [
  ['if-range', etag, 206],
  ['if-range', `W/${etag}`, 200],
  ['if-range', '"other"', 200],
  ['if-range', recordedAt, 206],
  ['if-range', 'Sat, 31 Jan 2026 11:00:00 GMT', 200],
  ['if-none-match', etag, 304],
  ['if-none-match', `W/${etag}`, 304],
  ['if-none-match', `"other", ${etag}`, 304],
  ['if-none-match', '*', 304],
  ['if-none-match', '"other"', 206],
  ['if-modified-since', recordedAt, 304],
  ['if-modified-since', 'Sun, 31 Jan 2027 10:00:00 GMT', 206],
];

type Ask = (headers: Record<string, string>, method?: string) => Promise<Response>;

async function answered(response: Response) {
  const body = Buffer.from(await response.arrayBuffer());
  const text = response.headers.get('content-range');
  const { status } = response;
  const [, first, last] = /^bytes (\d+)-(\d+)/.exec(text ?? '') ?? [];
  const meant = status === 200 ? recording : recording.subarray(Number(first), Number(last) + 1);
  const right = status >= 300 || body.equals(meant);
  return [status, ...(text === null ? [] : [text]), right];
}

async function rangesOf(ask: Ask) {
  const rows = [];
  for (const [range] of asNginx) rows.push([range, ...(await answered(await ask({ range })))]);
  return rows;
}
async function conditionsOf(ask: Ask) {
  const own = (await ask({}, 'HEAD')).headers.get('etag')!;
  const rows = [];
  for (const [header, value] of conditions) {
    const { status } = await ask({ range: 'bytes=0-99', [header]: value.replace(etag, own) });
    rows.push([header, value, status]);
  }
  return rows;
}
const expectedRanges = asNginx.map((row) => [...row, true]);

let pbx: RecordingServer;
let gateway: GatewayAtWork;
beforeAll(async () => {
  [pbx, gateway] = await Promise.all([recordingServer(), gatewayAtWork()]);
});
afterAll(() => Promise.all([gateway.stop(), pbx.stop()]));

/** The link that a browser is told, of a call whose recording lies at this path of the PBX. */
async function linkTo(path: string): Promise<string> {
  const call = aCall();
  const { socket, sees } = await gateway.browser('anna');
  await gateway.post([call.answered, { ...call.ended, recording_url: pbx.url(path) }]);
  const { recording_url } = await sees(call.call_id, (picture) => picture.recording_url !== undefined);
  socket.close();
  return recording_url!;
}

describe.each(['ranges.wav', 'no-ranges.wav'])('through the gateway from %s', (path) => {
  let ask: Ask;
  beforeAll(async () => {
    const link = await linkTo(path);
    ask = (headers, method = 'GET') => fetch(link, { headers, method });
  });

  test('ranges are answered as nginx answers them', async () => {
    expect(await rangesOf(ask)).toEqual(expectedRanges);
  });
  test('conditions are judged as nginx judges them', async () => {
    expect(await conditionsOf(ask)).toEqual(conditions);
  });
  test('several ranges at once get the whole', async () => {
    for (const range of severalRanges) expect(await answered(await ask({ range }))).toEqual([200, true]);
  });
  test('HEAD tells what GET would', async () => {
    for (const range of ['bytes=0-99', 'bytes=1000-', 'bytes=abc']) {
      const [get, head] = [await ask({ range }), await ask({ range }, 'HEAD')];
      const told = ({ status, headers }: Response) => [
        status,
        ...['content-range', 'content-type', 'etag', 'accept-ranges'].map((name) => headers.get(name)),
      ];
      expect(told(head)).toEqual(told(get));
      expect((await head.arrayBuffer()).byteLength).toBe(0);
    }
  });
});

const installed = spawnSync('nginx', ['-v']).status === 0;
if (installed) {
  test('the nginx of this machine answers as written here', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    mkdirSync(join(folder, 'www'));
    writeFileSync(join(folder, 'www', '1.wav'), recording);
    utimesSync(join(folder, 'www', '1.wav'), new Date(recordedAt), new Date(recordedAt));
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const places = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
       ${process.getuid?.() === 0 ? 'user root;' : ''}
       events { worker_connections 64; }
       http { access_log off; types { audio/wav wav; } ${places}
         server { listen 127.0.0.1:${port}; root ${folder}/www; } }`,
    );
    const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => nginx.once('exit', resolve));
    try {
      const url = `http://127.0.0.1:${port}/1.wav`;
      while (nginx.exitCode === null && !(await fetch(url).catch(() => undefined))?.ok);
      const ask: Ask = (headers, method = 'GET') => fetch(url, { headers, method });
      expect(await rangesOf(ask)).toEqual(expectedRanges);
      expect(await conditionsOf(ask)).toEqual(conditions);
      for (const range of severalRanges)
        expect((await ask({ range })).headers.get('content-type')).toMatch(/^multipart\/byteranges/);
    } finally {
      nginx.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true });
    }
  });
}
