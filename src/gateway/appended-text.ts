import type { Appended, Changed } from './call-store';

const changeText = ({ picture, rooms, text }: Changed): string =>
  text === undefined
    ? JSON.stringify({ picture, rooms })
    : `{"picture":${text.slice(0, -1)},"seq":${picture.seq}},"rooms":${JSON.stringify(rooms)}}`;

/** JSON of what was appended: of calls whose JSON is at hand it is put together, not made once more. */
export const appendedText = ({ counts, changed }: Appended): string =>
  `{"counts":${JSON.stringify(counts)},"changed":[${changed.map(changeText).join()}]}`;
