import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallEvent, Disposition } from '../../src/domain/call';
import { dialPlanOf } from '../../src/domain/dial-plan';
import { openCallTables } from '../../src/gateway/call-tables';
import { longLivedToken, signedFetch } from '../../src/gateway/accounts/crm-token';
import { crmClient } from '../../src/gateway/log/crm-client';
import { logChanges } from '../../src/logging/log-change';
import { answerLog, logStore } from '../../src/gateway/log/log-store';
import { logWriter } from '../../src/logging/log-writer';
import { crmBudget } from '../../src/gateway/crm-budget';
import { stepWriter } from '../../src/logging/write-step';
import type { LogRules } from '../../src/logging/next-step';
import { sandboxApi } from './sandbox-api';

const account = 28;
const folders = new Set<string>();
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
});

export interface LogBenchOptions {
  rules?: Partial<LogRules>;
  /** Extensions of agents who have a browser open. */
  online?: string[];
  /** In place of the CRM: hears each request, may answer or fail by itself. */
  between?: (go: () => Promise<Response>, url: URL, init: RequestInit) => Promise<Response>;
}

/** The call log over the sandbox's API, on a clock that moves only when the log sleeps. */
export function logBench(options: LogBenchOptions = {}) {
  const api = sandboxApi();
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  folders.add(folder);
  const tables = openCallTables(join(folder, 'calls.db'), api.clock.ms, true);
  const store = logStore((question) => Promise.resolve(answerLog(tables.log, account, question)));
  const now = (): number => api.clock.ms;
  const sent: { method: string; path: string; at: number }[] = [];
  const alarms: string[] = [];
  const warnings: unknown[] = [];

  const fetchWith = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    const target = `${await api.origin}${url.pathname}${url.search}`;
    sent.push({ method: init.method ?? 'GET', path: url.pathname, at: now() });
    // The account's own pace is another test's matter.
    api.clock.ms += 1000;
    const go = (): Promise<Response> => fetch(target, init);
    return options.between === undefined ? go() : options.between(go, url, init);
  };
  let timer: { at: number; run: () => void } | undefined;
  let scheduled = (): void => undefined;
  const ask = crmClient(
    { url: new URL('http://crm.test') },
    crmBudget(1000, (_ms, run) => setImmediate(run)),
    signedFetch(longLivedToken('test-token'), fetchWith),
  );
  const rules: LogRules = {
    ...{ unsorted: true, outboundUnknown: 'skip', missedTasks: false, recordingWait: 20_000 },
    ...{ resultHold: 600_000, ...options.rules },
  };
  const dialPlan = () => dialPlanOf('RU');
  const steps = stepWriter({
    ...{ ask, store, now, dialPlan, source: 'widget' },
    changes: logChanges(now, () => 0.5),
    missed: rules.missedTasks ? { ...store, text: (number, at) => `Missed ${number} ${at}` } : undefined,
  });
  const writer = logWriter({
    ...{ store, steps, ask, now, random: () => 0.5 },
    users: () =>
      Promise.resolve(
        (extension: string) => api.sandbox.crm.users.find((user) => user.extension === extension)?.id,
      ),
    facts: () => ({
      ...{ dialPlan: dialPlan(), rules },
      connected: (all) => all.some((extension) => options.online?.includes(extension) === true),
    }),
    linkOf: ({ call_id: id }) => `https://gateway.test/${id}`,
    after(ms, run) {
      const mine = { at: now() + ms, run };
      timer = mine;
      scheduled();
      return () => {
        if (timer === mine) timer = undefined;
      };
    },
    warn: (error) => warnings.push(error),
    alarm: (reason) => alarms.push(reason),
  });

  let started = false;
  /** Lets the log work until nothing is due within `ms`. */
  async function work(ms = 0): Promise<void> {
    // The API's server must stand before the test may end.
    await api.origin;
    const until = now() + ms;
    if (started) writer.wake();
    else writer.start();
    started = true;
    for (;;) {
      const next = timer;
      if (next === undefined) return;
      if (next.at > until + 1000) return;
      timer = undefined;
      api.clock.ms = Math.max(now(), next.at);
      const again = new Promise<void>((resolve) => (scheduled = resolve));
      next.run();
      await again;
    }
  }
  let count = 0;
  function call(type: CallEvent['type'], id: string, more: Partial<CallEvent> = {}): CallEvent {
    count += 1;
    return {
      ...{ id: `e${count}`, call_id: id, type, direction: 'inbound', from: '+79127771122' },
      ...{ to: '+74951234567', extensions: ['101'], at: new Date(now()).toISOString() },
      ...more,
    };
  }
  return {
    ...api,
    ...{ sent, alarms, warnings, work, call, store, tables, writer, now },
    post: (...events: CallEvent[]) => tables.append(account, [events], now()),
    /** A call that has just ended. */
    ended: (id: string, disposition: Disposition = 'answered', more: Partial<CallEvent> = {}) => {
      const duration = disposition === 'answered' ? 62 : 0;
      tables.append(account, [[call('ended', id, { disposition, duration, ...more })]], now());
    },
    said: (id: string, outcome: 'open' | 'saved' | 'cancelled', status: 1 | 2 | 5 | null = null) =>
      tables.log.outcome(account, id, outcome, status, now()),
    job: (id: string) =>
      tables.log.page(account, 'all', 500, Number.MAX_SAFE_INTEGER).find(({ job }) => job.call_id === id)!
        .job,
    /** Call notes in the CRM, whoever has them. */
    notes: () =>
      [...api.sandbox.crm.notes.values()].filter(
        ({ note_type, params }) => note_type.startsWith('call_') && params['source'] === 'widget',
      ),
  };
}
