import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A thousand bytes, no two neighbours alike. */
export const recording = Buffer.from(
  Array.from({ length: 1000 }, (_, index) => (index * 7 + (index >> 8)) & 255),
);
export const recordedAt = 'Sat, 31 Jan 2026 10:00:00 GMT';

type Manner = (request: IncomingMessage, response: ServerResponse, server: RecordingServer) => void;

export interface RecordingServer {
  readonly url: (path: string) => string;
  /** Ranges asked of it, in their order; empty for the whole. */
  readonly asked: string[];
  /** Resolves when a request for `path` was hung up on by the other side. */
  readonly hungUp: (path: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const sound = { 'content-type': 'audio/wav', 'last-modified': recordedAt };

/** Each path is a PBX of another kind. */
const manners: Record<string, Manner> = {
  'ranges.wav': ({ headers }, response) => {
    const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
    const first = from === '' ? Math.max(0, 1000 - Number(to)) : Number(from);
    const last = from === '' || to === '' ? 999 : Math.min(999, Number(to));
    if (from + to === '')
      response.writeHead(200, { ...sound, 'content-length': 1000, etag: '"v1"' }).end(recording);
    else if (first > last) response.writeHead(416, { 'content-range': 'bytes */1000' }).end();
    else
      response
        .writeHead(206, {
          ...sound,
          'content-length': last - first + 1,
          'content-range': `bytes ${first}-${last}/1000`,
          etag: '"v1"',
        })
        .end(recording.subarray(first, last + 1));
  },
  'no-ranges.wav': (_, response) =>
    void response.writeHead(200, { ...sound, 'content-length': 1000, etag: '"v1"' }).end(recording),
  'no-length.mp3': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.write(recording.subarray(0, 400));
    response.end(recording.subarray(400));
  },
  'other-part.wav': (_, response) =>
    void response
      .writeHead(206, { ...sound, 'content-length': 10, 'content-range': 'bytes 0-9/1000' })
      .end(recording.subarray(0, 10)),
  'short-part.wav': (_, response) =>
    void response
      .writeHead(206, { ...sound, 'content-length': 5, 'content-range': 'bytes 10-19/1000' })
      .end(recording.subarray(10, 15)),
  'weak.wav': (_, response) =>
    void response.writeHead(200, { ...sound, 'content-length': 1000, etag: 'W/"v1"' }).end(recording),
  'gone.wav': (_, response) => void response.writeHead(404).end('not here'),
  'denied.wav': (_, response) => void response.writeHead(403).end(),
  'error.wav': (_, response) => void response.writeHead(500).end('<html>'),
  'page.wav': (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'),
  'packed.wav': (_, response) =>
    void response.writeHead(200, { ...sound, 'content-encoding': 'gzip' }).end('x'),
  'silent.wav': () => undefined,
  'stalls.wav': (_, response) => {
    response.writeHead(200, { ...sound, 'content-length': 1000 });
    response.write(recording.subarray(0, 100));
  },
  'breaks.wav': (_, response) => {
    response.writeHead(200, { ...sound, 'content-length': 1000 });
    response.write(recording.subarray(0, 100), () => response.destroy());
  },
  'garbage.wav': ({ socket }) => void socket.end('SIP/2.0 200 OK\r\n\r\n'),
  'endless.wav': (_, response) => {
    response.writeHead(200, { ...sound, 'content-length': 1e12 });
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  },
  'moved.wav': (_, response) => void response.writeHead(302, { location: '/ranges.wav' }).end(),
  'round.wav': (_, response) => void response.writeHead(302, { location: '/round.wav' }).end(),
  'away.wav': (_, response, server) =>
    void response
      .writeHead(302, { location: server.url('ranges.wav').replace('127.0.0.1', 'localhost') })
      .end(),
};

/** A PBX's web server for recordings, in every mood: see `manners` for its paths. */
export async function recordingServer(): Promise<RecordingServer> {
  const asked: string[] = [];
  const waiting = new Map<string, () => void>();
  const gone = new Set<string>();
  const server = createServer((request, response) => {
    asked.push(request.headers.range ?? '');
    const path = (request.url ?? '').slice(1);
    response.on('close', () => {
      if (response.writableFinished) return;
      gone.add(path);
      waiting.get(path)?.();
    });
    (manners[path.replace(/\?.*/, '')] ?? manners['gone.wav'])!(request, response, self);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const self: RecordingServer = {
    url: (path) => `http://127.0.0.1:${port}/${path}`,
    asked,
    hungUp: (path) =>
      new Promise((resolve) => {
        if (gone.has(path)) resolve();
        else waiting.set(path, resolve);
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}
