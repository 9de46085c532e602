import { textFrame } from './text-frame';

const bytes = (message: string): Buffer => Buffer.from(textFrame(message), 'latin1');

test('a short message is framed as in RFC 6455, 5.7', () => {
  expect([...bytes('Hello')]).toEqual([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]);
});

test.each([
  ['', [0]],
  ['x'.repeat(125), [125]],
  ['x'.repeat(126), [126, 0, 126]],
  ['x'.repeat(256), [126, 1, 0]],
  ['ы'.repeat(100), [126, 0, 200]],
  ['x'.repeat(0xffff), [126, 0xff, 0xff]],
  ['x'.repeat(0x1_0000), [127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ['🎧'.repeat(0x8000), [127, 0, 0, 0, 0, 0, 2, 0, 0]],
])('the length counts bytes, and takes two or eight of its own where it must: %#', (message, length) => {
  const frame = bytes(message);
  expect([...frame.subarray(0, length.length + 1)]).toEqual([0x81, ...length]);
  expect(frame.subarray(length.length + 1).toString()).toBe(message);
});
