// Second entry of the gateway's build: the disk has a thread of its own, so that a slow one never holds the sockets.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { CallEvent } from '../domain/call';
import type { AccountQuestion, Answer, Appended, Question } from './call-store';
import { openCallTables } from './call-tables';
import { answerDial } from './dial/dial-store';
import { answerLog } from './log/log-store';

export interface StoreWorkerData {
  readonly folder: string;
  /** Whether ended calls are to be written into the CRM. */
  readonly logging: boolean;
}

const { folder, logging } = workerData as StoreWorkerData;
mkdirSync(folder, { recursive: true });
const tables = openCallTables(join(folder, 'calls.db'), Date.now(), logging);

function append(account: number, { events, sizes, now }: Question & { readonly ask: 'append' }): Appended {
  const all = JSON.parse(events) as CallEvent[];
  let from = 0;
  const batches = sizes.map((size) => all.slice(from, (from += size)));
  return tables.append(account, batches, now, events);
}

function answer(account: number, question: Question): Answer {
  switch (question.ask) {
    case 'append':
      return { kind: 'appended', appended: JSON.stringify(append(account, question)) };
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
      return { kind: 'log', value: answerLog(tables.log, account, question) };
    case 'dial':
      return { kind: 'dial', value: answerDial(tables.dial, account, question) };
    case 'alive':
      tables.missed(account, '', undefined, 0);
      return { kind: 'done' };
    case 'close':
      tables.close();
      return { kind: 'done' };
  }
}

parentPort?.on('message', ({ account, question }: AccountQuestion) => {
  let reply: Answer;
  try {
    reply = answer(account, question);
  } catch (error) {
    reply = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
  if (question.ask === 'close') parentPort?.close();
});
