// Entry of the store's thread: a slow disk never holds the engine's event loop.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { errorWords } from '../../domain/error-words';
import { openEngineTables } from './engine-tables';
import type { Answer, Question } from './store-talk';

const { folder } = workerData as { readonly folder: string };
mkdirSync(folder, { recursive: true });
const tables = openEngineTables(join(folder, 'engine.db'));

function answer({ table, method, args }: Question): Answer {
  const methods = tables[table] as unknown as Record<string, (...args: unknown[]) => unknown>;
  return { value: methods[method]?.(...args) };
}

/** All that came while the last transaction was written goes into the next one: one sync of the disk for all. */
let waiting: Question[] = [];
function work(): void {
  const questions = waiting;
  waiting = [];
  let answers: Answer[] = [];
  try {
    answers = tables.together(
      questions.map((question) => () => answer(question)),
      (error) => ({ error: errorWords(error) }),
    );
  } catch (error) {
    const told = { error: `the store cannot write: ${errorWords(error)}` };
    answers = questions.map(() => told);
  }
  parentPort?.postMessage(answers);
}

parentPort?.on('message', (questions: readonly Question[] | 'close') => {
  if (questions === 'close') {
    if (waiting.length > 0) work();
    tables.close();
    parentPort?.close();
    return;
  }
  if (waiting.length === 0) setImmediate(() => waiting.length > 0 && work());
  waiting.push(...questions);
});
parentPort?.postMessage('open');
