/** Of the interpreter's own heap. */
export interface Allocator {
  /** Bytes; gives their place. */
  readonly take: (size: number) => number;
  readonly free: (at: number) => void;
}

const page = 4096;
/** More than any gap within the heap: a block of this size is taken from its end. */
const large = 2 ** 20;
/** An unused stretch as long as this is the interpreter's stack, of which nothing lives between two runs. */
const stackLike = 2 ** 22;
/** Of that stretch, what may yet be data that happens to be nought. */
const margin = 2 ** 16;

const noughts = Buffer.alloc(page);

type Stretch = readonly [from: number, to: number];

/** The longest stretch of noughts before `end`, in whole pages. */
function emptyStretch(bytes: Uint8Array, end: number): Stretch {
  let [longest, from]: [Stretch, number] = [[0, 0], 0];
  for (let at = 0; at < end; at += page) {
    if (!noughts.equals(bytes.subarray(at, at + page))) from = at + page;
    else if (at + page - from > longest[1] - longest[0]) longest = [from, at + page];
  }
  return longest;
}

/**
 * Remembers all that lives in an interpreter's memory: its data, and its heap to the end of what is taken. What it gives
 * back writes that over whatever has come since. Beyond the heap's end nothing lives, and whatever is taken there anew is
 * filled before it can be read.
 */
export function pictureOf(memory: ArrayBufferLike, { take, free }: Allocator): () => void {
  const block = take(large);
  free(block);
  const end = Math.ceil((block + page) / page) * page;
  const bytes = new Uint8Array(memory);
  const [from, to] = emptyStretch(bytes, end);
  const alive: readonly Stretch[] =
    to - from < stackLike
      ? [[0, end]]
      : [
          [0, from + margin],
          [to, end],
        ];
  const kept = alive.map(([start, stop]) => ({ start, content: bytes.slice(start, stop) }));
  return () => {
    for (const { start, content } of kept) bytes.set(content, start);
  };
}
