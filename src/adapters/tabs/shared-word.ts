import type { Undo } from '../../domain/undo';

/** Words between the tabs of one user; none of them hears its own. Lost words are no harm: they are hints. */
export function sharedWord<Word>(
  name: string,
  hear: (word: Word) => void,
): { say(word: Word): void; stop: Undo } {
  if (typeof BroadcastChannel !== 'function') return { say: () => undefined, stop: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<Word>) => hear(data);
  return { say: (word) => channel.postMessage(word), stop: () => channel.close() };
}
