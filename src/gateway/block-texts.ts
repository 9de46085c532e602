import type { CallEvent } from '../domain/call';
import { inBlocks, mostInBlock } from './event-blocks';

/** Events of one request. */
export interface EventBatch {
  readonly events: readonly CallEvent[];
  /** JSON of them, with commas between, where it is at hand. */
  readonly text?: string | undefined;
}

const textOf = ({ events, text }: EventBatch): string => text ?? JSON.stringify(events).slice(1, -1);
const blockOf = (batches: readonly EventBatch[]): string => `[${batches.map(textOf).join(',')}]`;

/** JSON of each block (`inBlocks`) of the events of all batches. */
export function blockTexts(batches: readonly EventBatch[]): readonly string[] {
  const texts: string[] = [];
  let block: EventBatch[] = [];
  let count = 0;
  for (const batch of batches) {
    block.push(batch);
    count += batch.events.length;
    if (count < mostInBlock) continue;
    const pieces = count === mostInBlock ? [] : inBlocks(block.flatMap(({ events }) => events));
    if (count === mostInBlock) texts.push(blockOf(block));
    block = [];
    count = 0;
    for (const events of pieces) {
      if (events.length === mostInBlock) texts.push(JSON.stringify(events));
      else [block, count] = [[{ events }], events.length];
    }
  }
  if (count > 0) texts.push(blockOf(block));
  return texts;
}
