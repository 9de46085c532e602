import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { dialPlanOf } from '../../src/domain/dial-plan';
import { openCallTables } from '../../src/gateway/call-tables';
import { crmClient } from '../../src/gateway/log/crm-client';
import { logChanges } from '../../src/logging/log-change';
import { answerLog, logStore } from '../../src/gateway/log/log-store';
import { logWriter } from '../../src/logging/log-writer';
import { patientReads } from '../../src/logging/patient-reads';
import { crmBudget } from '../../src/gateway/crm-budget';
import { stepWriter } from '../../src/logging/write-step';
import { parsePbxEvents } from '../../src/protocol/pbx-events';
import { dice } from '../../src/sandbox/crm/demo/dice';
import { callsOfADay } from './calls-of-a-day';
import { crmLedger } from './crm-ledger';
import { simulatedTime } from './simulated-time';

const minute = 60_000;
const account = 28;
const amo = { url: new URL('https://example.amocrm.ru') };
const rules = {
  ...{ unsorted: true, missedTasks: false, recordingWait: 20_000, resultHold: 10 * minute },
  outboundUnknown: 'skip',
} as const;

function heapNow(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

export interface Outage {
  readonly seed: number;
  readonly calls: number;
  readonly outageMinutes: number;
  readonly rate: number;
  readonly folder: string;
}

export interface OutageVerdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Calls whose note was changed before it stood there, or holds an older state than the PBX told last. */
  readonly disordered: readonly string[];
  /** The most requests within any second of simulated time. */
  readonly peak: number;
  readonly requestsInOutage: number;
  /** Simulated seconds from the CRM's return until everything is written. */
  readonly drainedIn: number;
  readonly requestsToDrain: number;
  /** Bytes of heap, at the outage's begin and at its end. */
  readonly heap: readonly [number, number];
}

/** Calls end all through an outage of the CRM; then it comes back. All of it in simulated time. */
export async function outage({
  seed,
  calls: count,
  outageMinutes,
  rate,
  folder,
}: Outage): Promise<OutageVerdict> {
  const began = Date.UTC(2026, 0, 31, 10);
  const time = simulatedTime(began);
  const chance = dice(seed);
  const random = (): number => chance.int(0, 999_999) / 1_000_000;
  const tables = openCallTables(path.join(folder, 'calls.db'), began, true);
  const store = logStore((asked) => Promise.resolve(answerLog(tables.log, account, asked)));
  const ledger = crmLedger({}, () => Math.floor(time.now() / 1000));
  const end = began + outageMinutes * minute;
  const arrivals: number[] = [];

  /** An account's API at 150 ms, or one of the ways in which it is down. */
  const crm = (address: URL | RequestInfo, request: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      arrivals.push(time.now());
      const url = new URL(address instanceof URL ? address.href : (address as string));
      const answer = (status: number, text: string): Response =>
        ({ status, headers: new Headers(), text: () => Promise.resolve(text) }) as Response;
      const down = time.now() < end ? chance.int(0, 3) : -1;
      if (down === 0) return void time.after(20_000, () => reject(new Error('no answer in time')));
      if (down === 1) return void time.after(30, () => reject(new Error('socket hang up')));
      if (down > 1)
        return void time.after(150, () => resolve(answer(down === 2 ? 504 : 502, '<html></html>')));
      time.after(150, () => {
        const body: unknown = typeof request.body === 'string' ? JSON.parse(request.body) : undefined;
        const { status, body: said } = ledger.answer(request.method ?? 'GET', url, body, false);
        resolve(answer(status, said === undefined ? '' : JSON.stringify(said)));
      });
    });

  const sleep = (ms: number) => new Promise<void>((resolve) => void time.after(ms, resolve));
  const paced = crmClient(
    amo,
    crmBudget(rate, (ms, run) => time.after(ms, run)),
    crm,
  );
  const ask = patientReads(paced, sleep, random);
  const dialPlan = () => dialPlanOf('RU');
  const changes = logChanges(time.now, random);
  const steps = stepWriter({
    ...{ ask, store, changes, now: time.now, dialPlan, source: 'widget', missed: undefined },
  });
  const writer = logWriter({
    ...{ store, steps, ask, now: time.now, random },
    after: (ms, run) => time.after(ms, run),
    users: () => Promise.resolve((extension) => (extension === '101' ? 1 : undefined)),
    facts: () => ({ dialPlan: dialPlan(), connected: () => false, rules }),
    linkOf: ({ recording_url: url }) => url,
    warn: (error) => {
      throw error;
    },
    alarm: (reason) => {
      throw new Error(`stopped: ${reason}`);
    },
  });

  const calls = callsOfADay(count, seed);
  const tell = (events: readonly object[]): void => {
    const parsed = parsePbxEvents(events);
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
    const { changed } = tables.append(account, [parsed.events], time.now());
    if (changed.some(({ picture }) => picture.state === 'ended')) writer.wake();
  };
  calls.forEach(({ events, later }, index) => {
    const at = (index / count) * outageMinutes * minute;
    time.after(at, () => tell(events));
    // Recordings come late, some of them after the CRM is back.
    if (later.length > 0) time.after(at + chance.int(1, 10) * minute, () => tell(later));
  });

  writer.start();
  await time.run(began + 10 * minute);
  const before = heapNow();
  await time.run(end);
  const heap = [before, heapNow()] as const;
  const requestsInOutage = arrivals.length;
  await time.run(end + 120 * minute, () => {
    const { waiting, held } = tables.log.counts(account);
    return time.now() > end + 11 * minute && waiting + held === 0 && tables.log.nextDue(account) === null;
  });
  await writer.stop();
  tables.close();

  const lastArrival = arrivals.at(-1) ?? end;
  const uniqs = [
    ...ledger.notes.map(({ params }) => params),
    ...ledger.inbox.map(({ metadata }) => metadata),
  ].map(({ uniq }) => String(uniq));
  let [peak, first] = [0, 0];
  arrivals.forEach((at, index) => {
    while (at - (arrivals[first] ?? at) >= 1000) first += 1;
    peak = Math.max(peak, index - first + 1);
  });
  const complete = new Set(
    ledger.notes.filter(({ params }) => params['link'] !== undefined).map(({ params }) => params['uniq']),
  );
  return {
    ...{ peak, requestsInOutage, heap },
    lost: calls
      .filter(({ id, fate, makesContact }) => fate !== 'nothing' && !makesContact && !uniqs.includes(id))
      .map(({ id }) => id),
    doubled: uniqs.filter((id, index) => uniqs.indexOf(id) !== index),
    disordered: calls
      .filter(
        ({ id, recorded, fate, makesContact }) =>
          recorded && fate === 'note' && !makesContact && !complete.has(id),
      )
      .map(({ id }) => id),
    drainedIn: (lastArrival - end) / 1000,
    requestsToDrain: arrivals.length - requestsInOutage,
  };
}
