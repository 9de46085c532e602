import { pageCrm } from '../../adapters/amocrm/page-crm';
import { browserClock as clock } from '../../adapters/browser/clock';
import { keptEntries } from '../../adapters/browser/kept-entries';
import { storageCopy } from '../../adapters/browser/storage-copy';
import { storedLog } from '../../adapters/browser/stored-log';
import type { Desk } from '../../agent/desk';
import type { FaultLedger } from '../../agent/fault-ledger';
import type { DialPlan } from '../../domain/dial-plan';
import type { RequestTurn } from '../../domain/request-budget';
import type { ResultSettings } from '../../domain/result-due';
import type { Undo } from '../../domain/undo';
import { logChanges, settle } from '../../logging/log-change';
import { logWriter } from '../../logging/log-writer';
import type { LogRules } from '../../logging/next-step';
import { patientReads } from '../../logging/patient-reads';
import { takeEnded } from '../../logging/take-ended';
import { stepWriter } from '../../logging/write-step';
import type { Reported } from '../../ports/pbx';
import type { ResultOutcome } from '../../ports/result-crm';

export interface LogPartSettings {
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  /** Of the widget, by which the CRM's feed finds its player. */
  readonly code: string;
  readonly dialPlan: DialPlan;
  readonly turn: RequestTurn;
  /** Internal number -> user id. */
  readonly users: ReadonlyMap<string, string>;
  readonly results: ResultSettings;
  readonly faults: FaultLedger;
  readonly onUnexpected: (error: unknown) => void;
}

export interface LogPart {
  hear(desk: Desk): void;
  /** What became of a call's result window; settles, whatever happens. */
  said(outcome: ResultOutcome): Promise<Reported>;
  stop: Undo;
}

/** The gateway's own where nothing else is set there. */
const rules: LogRules = {
  unsorted: true,
  outboundUnknown: 'skip',
  missedTasks: false,
  recordingWait: 20_000,
  resultHold: 600_000,
};

/** Writes ended calls into the CRM in place of the gateway: in the leading tab, and in no two tabs at once. */
export default function startLog(given: LogPartSettings): LogPart {
  const { own, code, dialPlan, turn, users, results, faults, onUnexpected } = given;
  const key = `${own}:log`;
  const entries = keptEntries(key, storageCopy(key), true);
  const kept = storedLog(key, entries);
  const store: typeof kept = {
    ...kept,
    async save(saves, now) {
      await kept.save(saves, now);
      if (saves.some(({ job }) => job.state === 'refused')) faults.raise('CALLS_NOT_LOGGED');
    },
    async stop(reason, now) {
      await kept.stop(reason, now);
      if (reason === null) faults.heal(['CALLS_NOT_LOGGED']);
      else faults.raise('CALLS_NOT_LOGGED');
    },
  };
  const now = (): number => clock.now();
  const after = (ms: number, run: () => void): Undo => clock.after(ms, run);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void after(ms, resolve));
  const ask = patientReads(pageCrm(turn), wait, Math.random);
  const steps = stepWriter({
    ...{ ask, store, now, source: code, missed: undefined },
    changes: logChanges(now, Math.random),
    dialPlan: () => dialPlan,
  });
  const writer = logWriter({
    ...{ store, steps, ask, now, after, random: Math.random },
    facts: () => ({ dialPlan, connected: () => results.after !== 'never', rules }),
    users: () =>
      Promise.resolve((extension) => {
        const user = users.get(extension);
        return user === undefined ? undefined : Number(user);
      }),
    linkOf: ({ recording_url: url }) => url,
    warn: onUnexpected,
    // Told by `stop` above.
    alarm: () => undefined,
  });
  const take = takeEnded(store, now);
  const waiting = new AbortController();
  let heard: Desk[] | undefined = [];
  let letGo: Undo = () => undefined;

  const listen = ({ calls, session }: Desk): Promise<void> =>
    take(
      calls.map(({ call }) => call),
      session?.extension,
    ).then(() => writer.wake());
  const work = async (): Promise<void> => {
    if (waiting.signal.aborted) return;
    await entries.recover();
    for (const desk of heard ?? []) await listen(desk);
    heard = undefined;
    writer.start(settle);
    await new Promise<void>((resolve) => (letGo = resolve));
    await writer.stop();
  };
  // A leader that hangs keeps it until it wakes or dies: its calls wait, rather than being written twice.
  const begun = new Promise<boolean>((resolve) => {
    navigator.locks
      .request(key, { signal: waiting.signal }, () => {
        resolve(true);
        return work();
      })
      .catch((error: unknown) => {
        resolve(false);
        if (!waiting.signal.aborted) onUnexpected(error);
      });
  });

  return {
    hear(desk) {
      if (heard === undefined) listen(desk).catch(onUnexpected);
      else heard.push(desk);
    },
    async said({ call_id, outcome, call_status }) {
      if (!(await begun) || heard !== undefined) return 'unheard';
      if (!(await store.said(call_id, outcome, call_status ?? null, now()))) return 'refused';
      writer.wake();
      return 'taken';
    },
    stop() {
      waiting.abort();
      letGo();
    },
  };
}
