import { contentRange, rangeToForward, wantedRange } from './byte-range';

test.each([
  ['bytes=0-99', 'bytes=0-99'],
  ['Bytes= 5 - 9 ', 'bytes=5-9'],
  ['bytes=100-', 'bytes=100-'],
  ['bytes=-100', 'bytes=-100'],
  ['bytes=-0', undefined],
  ['bytes=9-5', undefined],
  ['bytes=0-1,5-6', undefined],
  ['bytes=x', undefined],
  ['seconds=0-1', undefined],
  [undefined, undefined],
])('of %j the PBX is asked %j', (header, asked) => {
  expect(rangeToForward(header)).toBe(asked);
});

test('nothing of an empty file can be had', () => {
  expect(['bytes=0-', 'bytes=-5'].map((header) => wantedRange(header, 0))).toEqual([
    'unsatisfiable',
    'unsatisfiable',
  ]);
  expect(wantedRange(undefined, 0)).toBe('whole');
});

test.each([
  ['bytes 0-99/1000', { first: 0, last: 99, size: 1000 }],
  ['bytes 0-99/*', undefined],
  ['bytes */1000', undefined],
  ['0-99/1000', undefined],
  [undefined, undefined],
])('the answer %j is read as %j', (header, read) => {
  expect(contentRange(header)).toEqual(read);
});
