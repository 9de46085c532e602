import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CallState } from '../../domain/call';
import { Refusal } from '../refusal';
import { within } from '../within';
import type { AskPbx } from './ask-pbx';
import { faultPage, faultWords } from './fault-page';
import { openRecording } from './open-recording';
import type { OpenedRecording } from './open-recording';
import { RecordingFault } from './recording-fault';
import type { recordingLinkCheck } from './recording-link';
import { soundBytes } from './sound-bytes';

/** Streams at once: far above what a house full of agents listens to, far below what sockets cost. */
const mostAtOnce = 200;
/** A player that has stopped reading comes back with a range of its own; its stream is not kept for it, ms. */
const playerPatience = 60_000;
const storeDeadline = 2_000;

export interface RecordingsNeed {
  readonly check: ReturnType<typeof recordingLinkCheck>;
  /** What is known of a call; undefined for one never heard of. */
  readonly callOf: (callId: string) => Promise<CallState | undefined>;
  readonly ask: AskPbx;
  /** How long the PBX may be silent in the middle, ms. */
  readonly stallMs?: number;
}

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

/** A name that says which call it was, for whoever saves the file. */
function fileName({ started_at, phone }: CallState, type: string): string {
  const at = started_at.slice(0, 16).replace(/\D+/g, '-');
  const number = phone.replace(/[^\d+]/g, '').slice(0, 20);
  const ending = { 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/x-wav': 'wav' }[type] ?? type.slice(6);
  return `${['call', at, number].filter((word) => word !== '').join('-')}.${ending}`;
}

/** Bytes of the answer's body, where the PBX says how long the recording is. */
const lengthOf = ({ about, part }: OpenedRecording): number | undefined =>
  part === undefined ? about.size : part.last - part.first + 1;

function describe(reply: FastifyReply, opened: OpenedRecording): void {
  const { status, part } = opened;
  const { size, etag, lastModified } = opened.about;
  void reply.code(status).header('cache-control', 'private, max-age=3600');
  if (etag !== undefined) void reply.header('etag', etag);
  if (lastModified !== undefined) void reply.header('last-modified', lastModified);
  if (size !== undefined) void reply.header('accept-ranges', 'bytes');
  if (status === 416) void reply.header('content-range', `bytes */${String(size)}`);
  if (part !== undefined)
    void reply.header('content-range', `bytes ${part.first}-${part.last}/${String(size)}`);
}

/**
 * `GET|HEAD /v1/recordings/{call_id}?exp&sig`: a call's recording from where the PBX keeps it, by a link of ours;
 * `&download=1` has browsers save it. Nothing but the call's own recording can be had, and only from allowed hosts.
 */
export function recordingRoutes(app: FastifyInstance, { check, callOf, ask, stallMs }: RecordingsNeed): void {
  const open = new Set<AbortController>();
  app.addHook('preClose', (done) => {
    for (const player of open) player.abort();
    done();
  });

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { '*': callId = '' } = request.params as Record<string, string | undefined>;
    const { exp, sig, download } = request.query as Record<string, unknown>;
    const link = check(callId, exp, sig);
    if (link !== 'good') throw new RecordingFault(`recording_link_${link}`, link);
    const call = await within(storeDeadline, callOf(callId), () => {
      return new Refusal(503, 'store_unavailable', 'The store does not answer: try again.', 1);
    });
    if (call?.recording_url === undefined) throw new RecordingFault('recording_missing', 'none is known');
    if (open.size >= mostAtOnce) throw new RecordingFault('recording_busy', `${open.size} are open`);

    const player = new AbortController();
    open.add(player);
    reply.raw.once('close', () => {
      open.delete(player);
      // The PBX need not send what nobody hears.
      player.abort();
    });
    const { headers } = request;
    const conditions = {
      range: one(headers.range),
      ifRange: one(headers['if-range']),
      ifNoneMatch: one(headers['if-none-match']),
      ifModifiedSince: one(headers['if-modified-since']),
    };
    const opened = await openRecording(ask, call.recording_url, conditions, player.signal);
    describe(reply, opened);
    const { sound } = opened;
    if (sound === undefined) return reply.send();
    const length = lengthOf(opened);
    if (length !== undefined) void reply.header('content-length', String(length));
    const { type } = opened.about;
    const kind = download === undefined ? 'inline' : 'attachment';
    void reply
      .header('content-type', type)
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', `${kind}; filename="${fileName(call, type)}"`);
    if (request.method === 'HEAD') {
      sound.body.destroy();
      return reply.send();
    }
    reply.raw.setTimeout(playerPatience, () => reply.raw.destroy());
    const bytes = Readable.from(soundBytes(sound.body, sound.skip, length, stallMs), { objectMode: false });
    bytes.once('error', (error) => {
      if (!player.signal.aborted) request.log.warn({ err: error, call_id: callId }, 'recording cut off');
    });
    return reply.send(bytes);
  }

  app.route({
    method: ['GET', 'HEAD'],
    url: '/v1/recordings/*',
    handler: serve,
    errorHandler(error: Error, request, reply): void {
      if (!(error instanceof RecordingFault)) throw error;
      const { code, status, message } = error;
      if (status >= 500 && !reply.raw.destroyed)
        request.log.warn({ code, why: message }, 'recording not served');
      void reply.code(status).header('cache-control', 'no-store').header('vary', 'accept, accept-language');
      // A person opens a link in a browser; players and programs never ask for a page.
      if (one(request.headers.accept)?.includes('text/html') === true)
        void reply.type('text/html; charset=utf-8').send(faultPage(code, request.headers['accept-language']));
      else void reply.send({ code, message: faultWords(code) });
    },
  });
}
