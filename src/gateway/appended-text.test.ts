import type { CallState } from '../domain/call';
import { appendedText } from './appended-text';
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

test('what was appended reads the same whether a call’s JSON was at hand or not', () => {
  const changed = (text?: string): Appended => ({
    counts,
    changed: [
      { picture: { ...call, seq: 7 }, rooms: call.extensions, ...(text !== undefined && { text }) },
      { picture: { ...call, call_id: 'other', seq: 8 }, rooms: [] },
    ],
  });
  const plain = changed();
  expect(JSON.parse(appendedText(plain))).toEqual(plain);
  expect(JSON.parse(appendedText(changed(JSON.stringify(call))))).toEqual(plain);
});
