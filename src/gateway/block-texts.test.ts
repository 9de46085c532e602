import type { CallEvent } from '../domain/call';
import { blockTexts } from './block-texts';
import { inBlocks } from './event-blocks';

test.each([
  ['nothing', []],
  ['one event', [1]],
  ['batches that fill blocks', [20, 20, 20, 20, 20, 50, 50, 7]],
  ['a batch that is a block', [100, 100, 3]],
  ['batches across blocks', [60, 60, 60, 20, 30]],
  ['a batch of many blocks', [500, 40]],
  ['a batch of many blocks after others', [30, 500, 70, 1]],
])('%s: the text of each block', (_name, sizes) => {
  let id = 0;
  const batches = sizes.map((size, index) => {
    const events = Array.from({ length: size }, () => ({ id: String((id += 1)) }) as CallEvent);
    return index % 3 === 0 ? { events } : { events, text: JSON.stringify(events).slice(1, -1) };
  });
  const blocks = inBlocks(batches.flatMap(({ events }) => events));
  expect(blockTexts(batches)).toEqual(blocks.map((events) => JSON.stringify(events)));
});

test('a text that is at hand is not written anew', () => {
  const [one, two] = [{} as CallEvent, {} as CallEvent];
  expect(blockTexts([{ events: [one], text: '"as it came"' }, { events: [two] }])).toEqual([
    '["as it came",{}]',
  ]);
});
