import type { IncomingMessage } from 'node:http';
import { within } from '../within';
import { RecordingFault } from './recording-fault';

/** The PBX has died in the middle when nothing comes for so long though the player waits, ms. */
const stall = 10_000;

/**
 * `length` bytes of `body` after the first `skip`; all of them where `length` is undefined. Throws a `RecordingFault`
 * when the PBX stalls or ends too early. `body` is closed in every case.
 */
export async function* soundBytes(
  body: IncomingMessage,
  skip: number,
  length: number | undefined,
  stallMs = stall,
): AsyncGenerator<Buffer, void> {
  const late = (): Error => new RecordingFault('recording_slow', `nothing came for ${stallMs} ms`);
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let toSkip = skip;
  let left = length ?? Infinity;
  try {
    while (left > 0) {
      // Asked for only when the player has taken the last: a player that pauses is no PBX that stalls.
      const { value: chunk } = await within(stallMs, chunks.next(), late);
      if (chunk === undefined) break;
      const sound = chunk.subarray(toSkip, toSkip + left);
      toSkip = Math.max(0, toSkip - chunk.length);
      left -= sound.length;
      if (sound.length > 0) yield sound;
    }
    if (length !== undefined && left > 0)
      throw new RecordingFault('recording_broken', `the PBX ended ${left} bytes too early`);
  } finally {
    body.destroy();
  }
}
