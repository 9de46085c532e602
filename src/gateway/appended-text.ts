import type { CallPicture } from '../protocol/agent-socket';
import type { Appended, AppendedText, Counts } from './call-store';

interface More {
  readonly counts: readonly Counts[];
  /** Of each picture. */
  readonly rooms: readonly (readonly string[])[];
}

/** JSON of a picture from that of its state. */
export const withSeq = (state: string, seq: number): string => `${state.slice(0, -1)},"seq":${seq}}`;

export function appendedText({ counts, changed }: Appended): AppendedText {
  const texts = changed.map(({ picture, text }) => text ?? JSON.stringify(picture));
  return {
    pictures: `[${texts.join()}]`,
    lengths: texts.map(({ length }) => length),
    more: JSON.stringify({ counts, rooms: changed.map(({ rooms }) => rooms) } satisfies More),
  };
}

export function appendedIn({ pictures, lengths, more }: AppendedText): Appended {
  const { counts, rooms } = JSON.parse(more) as More;
  let from = 1;
  const changed = (JSON.parse(pictures) as CallPicture[]).map((picture, index) => {
    const text = pictures.slice(from, from + (lengths[index] ?? 0));
    from += text.length + 1;
    return { picture, rooms: rooms[index] ?? [], text };
  });
  return { counts, changed };
}
