import { Worker } from 'node:worker_threads';
import type { Answer } from './call-store';
import type { StoreThread } from './worker-store';
import type { StoreWorkerData } from './store-worker';

/** Starts the store's thread. `onDeath`: it cannot open its files or has died; nothing will be answered any more. */
export function startStoreThread(
  file: string,
  data: StoreWorkerData,
  onDeath: (error: Error) => void,
): StoreThread {
  const worker = new Worker(file, { workerData: data });
  worker.on('error', onDeath);
  worker.on('exit', (code) => {
    if (code !== 0) onDeath(new Error(`the store's thread ended with code ${code}`));
  });
  return {
    post: (question) => worker.postMessage(question),
    onAnswer: (listener) => void worker.on('message', (answer: Answer) => listener(answer)),
  };
}
