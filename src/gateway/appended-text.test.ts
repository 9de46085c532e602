import type { CallState } from '../domain/call';
import { appendedIn, appendedText, withSeq } from './appended-text';
import type { Appended } from './call-store';

const call: CallState = {
  call_id: 'the "first"',
  state: 'ringing',
  direction: 'inbound',
  phone: '+79991112233',
  line: 'Отдел продаж',
  extensions: ['101', 'a"b'],
  started_at: '2026-01-31T10:00:00.000Z',
};
const counts = [{ accepted: 2, duplicates: 1 }];

test('what was appended reads the same whether a picture’s JSON was at hand or not', () => {
  const pictures = [
    { ...call, seq: 7 },
    { ...call, call_id: 'other', seq: 8 },
  ];
  const texts = pictures.map((picture) => JSON.stringify(picture));
  expect(withSeq(JSON.stringify(call), 7)).toBe(texts[0]);
  const appended = (...atHand: readonly number[]): Appended => ({
    counts,
    changed: pictures.map((picture, index) => ({
      ...{ picture, rooms: index === 0 ? call.extensions : [] },
      ...(atHand.includes(index) && { text: texts[index] ?? '' }),
    })),
  });
  for (const given of [appended(), appended(0), appended(0, 1)])
    expect(appendedIn(appendedText(given))).toEqual(appended(0, 1));
});

test('nothing has changed, and nothing is said', () => {
  expect(appendedIn(appendedText({ counts, changed: [] }))).toEqual({ counts, changed: [] });
});
