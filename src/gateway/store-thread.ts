import { Worker } from 'node:worker_threads';
import type { AccountQuestion, Answer } from './call-store';
import type { StoreNews } from './shared/store-news';
import type { StoreThread } from './worker-store';
import type { StoreWorkerData } from './store-worker';

export interface SharedStoreThread {
  /** The thread as one account's store sees it: its own questions and their answers, nobody else's. */
  of(account: number): StoreThread;
  /** What the thread says unasked, where gateways share the store. */
  onNews(listener: (news: StoreNews) => void): void;
  /** Settles once all that was asked is answered and the files are closed. */
  close(): Promise<void>;
}

/** Starts the store's thread. `onDeath`: it cannot open its files or has died; nothing will be answered any more. */
export function startStoreThread(
  file: string,
  data: StoreWorkerData,
  onDeath: (error: Error) => void,
): SharedStoreThread {
  const worker = new Worker(file, { workerData: data });
  worker.on('error', onDeath);
  worker.on('exit', (code) => {
    if (code !== 0) onDeath(new Error(`the store's thread ended with code ${code}`));
  });
  // One thread answers in the order in which all of them asked.
  const askers: ((answer: Answer) => void)[] = [];
  const listeners: ((news: StoreNews) => void)[] = [];
  worker.on('message', (said: Answer | StoreNews) => {
    if ('news' in said) for (const hear of listeners) hear(said);
    else askers.shift()?.(said);
  });
  const ask = (question: AccountQuestion, take: (answer: Answer) => void): void => {
    askers.push(take);
    worker.postMessage(question);
  };
  return {
    of(account) {
      let listen: (answer: Answer) => void = () => undefined;
      return {
        post: (question) => ask({ account, question }, (answer) => listen(answer)),
        onAnswer: (listener) => void (listen = listener),
        onChanged: (listener) =>
          void listeners.push((said) => {
            if (said.news === 'calls' && said.account === account) listener(said.changed);
          }),
      };
    },
    onNews: (listener) => void listeners.push(listener),
    close: () => new Promise((resolve) => ask({ account: 0, question: { ask: 'close' } }, () => resolve())),
  };
}
