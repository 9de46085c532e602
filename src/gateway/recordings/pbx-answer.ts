import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { extname } from 'node:path/posix';
import { contentRange } from './byte-range';
import type { Part } from './byte-range';
import { RecordingFault } from './recording-fault';

/** What the PBX has answered, as far as ours depends on it. */
export interface PbxAnswer {
  /** Bytes of the whole recording; undefined where the PBX does not say. */
  readonly size: number | undefined;
  /** The part that the body holds; undefined: all of it. */
  readonly part: Part | undefined;
  readonly type: string;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

const typesByEnding: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.mp4': 'audio/mp4',
  '.aac': 'audio/aac',
  '.flac': 'audio/flac',
  '.webm': 'audio/webm',
  '.gsm': 'audio/gsm',
};
/** Said of recordings by servers that know nothing of sound. */
const vague = /^(application\/(octet-stream|binary|x-binary|force-download|ogg|mp4)|binary\/|video\/|$)/;

/** Always a kind of sound: whatever the PBX sends, no browser may take it for a page of ours. */
function soundType(said: string | undefined, url: string): string {
  const type = (said ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^audio\/[\w.+-]+$/.test(type)) return type;
  if (!vague.test(type)) throw new RecordingFault('recording_broken', `the PBX sends ${type}, no sound`);
  return typesByEnding[extname(new URL(url).pathname).toLowerCase()] ?? 'audio/mpeg';
}

/** Ours, since one call's recording may later be another file: made of its address and what the PBX says of it. */
function etagOf(
  url: string,
  { etag, 'last-modified': modified }: IncomingMessage['headers'],
  size: number | undefined,
) {
  if (etag === undefined && (modified === undefined || size === undefined)) return undefined;
  const seen = [url, etag ?? `${modified ?? ''} ${size ?? ''}`].join('\n');
  const opaque = createHash('sha256').update(seen).digest('base64url').slice(0, 27);
  return `${etag?.startsWith('W/') === true ? 'W/' : ''}"${opaque}"`;
}

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** Reads status and headers; `url`: where the call's recording lies. Throws a `RecordingFault` for anything but sound. */
export function readPbxAnswer({ statusCode: status = 0, headers }: IncomingMessage, url: string): PbxAnswer {
  if (status === 404 || status === 410)
    throw new RecordingFault('recording_gone', `the PBX answers ${status}`);
  if (status === 401 || status === 403)
    throw new RecordingFault('recording_denied', `the PBX answers ${status}`);
  if (status !== 200 && status !== 206)
    throw new RecordingFault('recording_broken', `the PBX answers ${status}`);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new RecordingFault('recording_broken', `the PBX sends it packed (${encoding}) though asked not to`);
  const part = status === 206 ? contentRange(headers['content-range']) : undefined;
  if (status === 206 && part === undefined)
    throw new RecordingFault('recording_broken', 'the PBX sends a part and does not say which');
  const size = part === undefined ? whole(headers['content-length']) : part.size;
  const type = soundType(headers['content-type'], url);
  return { size, part, type, etag: etagOf(url, headers, size), lastModified: headers['last-modified'] };
}
