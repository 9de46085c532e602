import type { IncomingMessage } from 'node:http';
import type { AskPbx } from './ask-pbx';
import { rangeToForward, wantedRange } from './byte-range';
import type { Part, Wanted } from './byte-range';
import { readPbxAnswer } from './pbx-answer';
import type { PbxAnswer } from './pbx-answer';
import { RecordingFault } from './recording-fault';

/** The headers by which a player says what it wants and what it has already. */
export interface Conditions {
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
}

/** The answer to give. */
export interface OpenedRecording {
  readonly status: 200 | 206 | 304 | 416;
  readonly about: PbxAnswer;
  /** Of 206. */
  readonly part?: Part;
  /** Of 200 and 206; what is wanted begins after `skip` bytes. */
  readonly sound?: { readonly body: IncomingMessage; readonly skip: number };
}

const bare = (etag: string): string => etag.trim().replace(/^W\//, '');

function isKnown({ ifNoneMatch, ifModifiedSince }: Conditions, { etag, lastModified }: PbxAnswer): boolean {
  if (ifNoneMatch === undefined) return lastModified !== undefined && ifModifiedSince === lastModified;
  if (ifNoneMatch.trim() === '*') return true;
  return etag !== undefined && ifNoneMatch.split(',').some((known) => bare(known) === bare(etag));
}

function mayBePart({ ifRange }: Conditions, { etag, lastModified }: PbxAnswer): boolean {
  if (ifRange === undefined) return true;
  return ifRange.includes('"') ? ifRange === etag && !ifRange.startsWith('W/') : ifRange === lastModified;
}

const same = (wanted: Wanted, part: Part): boolean =>
  typeof wanted === 'object' && wanted.first === part.first && wanted.last === part.last;

/**
 * Has the PBX send what `conditions` ask of the recording at `url`. The range is passed on to it; where it knows
 * no ranges, or a condition forbids one, the whole is asked for and cut here. Rejects with a `RecordingFault`.
 */
export async function openRecording(
  ask: AskPbx,
  url: string,
  conditions: Conditions,
  signal: AbortSignal,
): Promise<OpenedRecording> {
  let body = await ask(url, { range: rangeToForward(conditions.range), signal });
  const askForWhole = async (): Promise<void> => {
    body.destroy();
    body = await ask(url, { range: undefined, signal });
  };
  const wantedOf = (about: PbxAnswer): Wanted =>
    about.size !== undefined && mayBePart(conditions, about)
      ? wantedRange(conditions.range, about.size)
      : 'whole';
  try {
    // What is beyond the end is told with the validators and the size, which come with the whole alone.
    if (body.statusCode === 416) await askForWhole();
    let about = readPbxAnswer(body, url);
    if (isKnown(conditions, about)) {
      body.destroy();
      return { status: 304, about };
    }
    if (about.part !== undefined && !same(wantedOf(about), about.part)) {
      await askForWhole();
      about = readPbxAnswer(body, url);
      if (about.part !== undefined)
        throw new RecordingFault('recording_broken', 'the PBX sends a part that nobody asked for');
    }
    const wanted = wantedOf(about);
    if (wanted === 'unsatisfiable') {
      body.destroy();
      return { status: 416, about };
    }
    if (wanted === 'whole') return { status: 200, about, sound: { body, skip: 0 } };
    const skip = wanted.first - (about.part?.first ?? 0);
    return { status: 206, about, part: wanted, sound: { body, skip } };
  } catch (error) {
    body.destroy();
    throw error;
  }
}
