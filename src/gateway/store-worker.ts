// Second entry of the gateway's build: the disk has a thread of its own, so that a slow one never holds the sockets.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { errorWords } from '../domain/error-words';
import type { CallEvent } from '../domain/call';
import { appendedText } from './appended-text';
import type { AccountQuestion, Answer, Appended, Question } from './call-store';
import { answerDial } from './dial/dial-store';
import { openFileStore } from './file-store';
import { answerLog, type LogQuestion } from './log/log-store';
import { StoreAway } from './shared/postgres-database';
import { openSharedStore, type SharedStoreNeed } from './shared/shared-store';
import type { StoreNews } from './shared/store-news';
import { plainly } from './sqlite-file';

export interface StoreWorkerData {
  readonly folder: string;
  /** The database that it shares with other gateways, and its own name among them; undefined: the file in `folder`. */
  readonly shared: Pick<SharedStoreNeed, 'address' | 'me' | 'sealKeys'> | undefined;
  /** Whether ended calls are to be written into the CRM. */
  readonly logging: boolean;
}

const { folder, logging, shared: among } = workerData as StoreWorkerData;
mkdirSync(folder, { recursive: true });
const tell = (news: StoreNews): void => parentPort?.postMessage(news);
const shared =
  among &&
  openSharedStore({
    ...{ ...among, logging, line: join(__dirname, 'postgres-line.js') },
    tell,
  });
const store =
  shared === undefined
    ? plainly(() =>
        openFileStore(folder, logging, join(__dirname, 'checkpoint-worker.js'), (message) =>
          tell({ news: 'uncopied', message }),
        ),
      )
    : {
        tables: shared.tables,
        // The database that is shared sees to its own disk.
        send: (_rows: number, run: () => void): void => run(),
        close: (): Promise<void> => Promise.resolve(shared.tables.close()),
      };
const { tables } = store;
/** Questions that write nothing. */
const onlyReads: readonly Question['ask'][] = ['missed', 'call', 'lastTalk', 'alive'];
/** About how many rows it writes. */
const rowsOf = (question: Question): number =>
  question.ask === 'append'
    ? question.sizes.reduce((sum, size) => sum + size, 0)
    : onlyReads.includes(question.ask)
      ? 0
      : 1;

function answerOfLog(account: number, question: LogQuestion): unknown {
  const work = (): unknown => answerLog(tables.log, account, question);
  return shared !== undefined && question.method === 'save' ? shared.guarded(account, work) : work();
}

function append(account: number, { events, sizes, now }: Question & { readonly ask: 'append' }): Appended {
  const all = events.flatMap((text) => JSON.parse(text) as CallEvent[]);
  let from = 0;
  const batches = sizes.map((size) => all.slice(from, (from += size)));
  return tables.append(account, batches, now, events);
}

function answer(account: number, question: Exclude<Question, { readonly ask: 'close' }>): Answer {
  switch (question.ask) {
    case 'append':
      return { kind: 'appended', appended: appendedText(append(account, question)) };
    case 'missed':
      return {
        kind: 'missed',
        missed: tables.missed(account, question.extension, question.since, question.now),
      };
    case 'call':
      return { kind: 'call', call: tables.call(account, question.callId) };
    case 'lastTalk':
      return { kind: 'lastTalk', talk: tables.lastTalk(account, question.phone) };
    case 'forget':
      return { kind: 'forgotten', count: tables.forget(account, question.before, question.most) };
    case 'log':
      return { kind: 'log', value: answerOfLog(account, question) };
    case 'dial':
      return { kind: 'dial', value: answerDial(tables.dial, account, question) };
    case 'fellows':
      return { kind: 'fellows', value: shared?.answer(question) };
    case 'alive':
      tables.missed(account, '', undefined, 0);
      return { kind: 'done' };
  }
}

/** Questions that came while another one was answered. */
const asked: AccountQuestion[] = [];
let isAtWork = false;

/** Once all that was asked before is answered. */
function close(): void {
  store.send(0, () => {
    void store.close().then(() => {
      parentPort?.postMessage({ kind: 'done' } satisfies Answer);
      parentPort?.close();
    });
  });
}

/** One at a time: between two of them the disk's word that something is there for good is heard. */
function work(): void {
  const next = asked.shift();
  isAtWork = next !== undefined;
  if (next === undefined) return;
  const { account, question } = next;
  if (question.ask === 'close') return close();
  let reply: Answer;
  try {
    reply = answer(account, question);
    shared?.trouble('');
  } catch (error) {
    const message = errorWords(error);
    if (error instanceof StoreAway) shared?.trouble(message);
    reply = { kind: 'failed', message };
  }
  store.send(reply.kind === 'failed' ? 0 : rowsOf(question), () => parentPort?.postMessage(reply));
  setImmediate(work);
}

parentPort?.on('message', (question: AccountQuestion) => {
  asked.push(question);
  if (!isAtWork) work();
});
