import type { Answer } from '../call-store';
import type { StoreThread } from '../worker-store';
import type { FellowQuestion } from './fellow-store';

/** Asks the store's thread, which answers in the order of the questions. */
export function askFellows(thread: StoreThread): (question: FellowQuestion) => Promise<unknown> {
  const waiting: ((answer: Answer) => void)[] = [];
  thread.onAnswer((answer) => waiting.shift()?.(answer));
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push((answer) => {
        if (answer.kind === 'fellows') resolve(answer.value);
        else reject(new Error(answer.kind === 'failed' ? answer.message : 'the store gave no answer'));
      });
      thread.post(question);
    });
}
