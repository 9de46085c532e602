import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { soundBytes, soundSize } from './demo-sound';

const longest = 3600;
/** More is sent piece by piece, so that an hour of sound is never in memory at once. */
const piece = 256 * 1024;

function* pieces(seconds: number, first: number, end: number): Generator<Buffer> {
  for (let at = first; at < end; at += piece) yield soundBytes(seconds, at, Math.min(end, at + piece));
}

/** `GET /sandbox/recordings/62.wav`: what a PBX would have recorded of a call of 62 seconds, with byte ranges. */
export function demoRecordings(app: FastifyInstance): void {
  app.get<{ Params: { name: string } }>('/sandbox/recordings/:name', (request, reply) => {
    const seconds = Number(/^(\d{1,4})\.wav$/.exec(request.params.name)?.[1] ?? 0);
    if (seconds < 1 || seconds > longest)
      return reply
        .code(404)
        .send({ message: `There are records of 1 to ${longest} seconds, such as 62.wav.` });
    const size = soundSize(seconds);
    const [, from = '', to = ''] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(request.headers.range ?? '') ?? [];
    const asked = from + to !== '';
    const first = !asked ? 0 : from === '' ? Math.max(0, size - Number(to)) : Number(from);
    const end = asked && from !== '' && to !== '' ? Math.min(size, Number(to) + 1) : size;
    void reply.type('audio/wav').header('accept-ranges', 'bytes').header('etag', `"sound-${seconds}"`);
    if (first >= end) return reply.code(416).header('content-range', `bytes */${size}`).send();
    if (asked) void reply.code(206).header('content-range', `bytes ${first}-${end - 1}/${size}`);
    return reply
      .header('content-length', String(end - first))
      .send(Readable.from(pieces(seconds, first, end)));
  });
}
