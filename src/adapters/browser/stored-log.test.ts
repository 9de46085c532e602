import { browserStorage, memoryCopy } from '../../../test/fakes/browser-storage';
import { crmLedger } from '../../../test/logging/crm-ledger';
import type { Call } from '../../domain/call';
import { dialPlanOf } from '../../domain/dial-plan';
import { answered, type CrmClient } from '../../logging/crm-trouble';
import { logChanges } from '../../logging/log-change';
import { logWriter } from '../../logging/log-writer';
import { takeEnded } from '../../logging/take-ended';
import { stepWriter } from '../../logging/write-step';
import { keptEntries } from './kept-entries';
import { storedLog } from './stored-log';

const dialPlan = dialPlanOf('RU');
const rules = {
  ...{ unsorted: true, missedTasks: false },
  outboundUnknown: 'skip' as const,
  ...{ recordingWait: 20_000, resultHold: 600_000 },
};

const anna = 504141;

/** One browser over a CRM that keeps twice what it is sent twice; its tabs die when they are told to. */
function browser() {
  const clock = { ms: Date.UTC(2026, 0, 31, 10) };
  const crm = crmLedger({}, () => Math.floor(clock.ms / 1000));
  browserStorage();
  let copy = memoryCopy();
  const now = (): number => clock.ms;
  let life = Infinity;
  let moments = 0;

  /** Nothing comes back to a dead tab. */
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    moments += 1;
    if ((life -= 1) < 0) return new Promise(() => undefined);
    return work();
  };
  const ask: CrmClient = async ({ method, path, body }) => {
    await alive(() => Promise.resolve());
    const { status, body: said } = crm.answer(method, new URL(path, 'http://crm.test'), body, false);
    const text = said === undefined ? '' : JSON.stringify(said);
    return alive(() => Promise.resolve(answered({ method }, { status, text, wait: null })));
  };
  /** A tab comes to lead, works until nothing is due or it dies; `end`s first hears these calls. */
  async function tab(calls: readonly Call[], extension = '101', seenLive = true): Promise<void> {
    const entries = keptEntries('u:log', copy, true);
    const kept = storedLog('u:log', {
      ...entries,
      write: (name, value) => alive(() => entries.write(name, value)),
    });
    const steps = stepWriter({
      ...{ ask, store: kept, now, source: 'widget', missed: undefined, dialPlan: () => dialPlan },
      changes: logChanges(now, () => 0.5),
    });
    let due: { at: number; run: () => void } | undefined;
    let news = (): void => undefined;
    const writer = logWriter({
      ...{ store: kept, steps, ask, now, random: () => 0.5 },
      users: () => Promise.resolve((number) => (number === '101' ? anna : undefined)),
      facts: () => ({ dialPlan, connected: () => true, rules }),
      linkOf: ({ recording_url: url }) => url,
      after(ms, run) {
        const mine = { at: now() + ms, run };
        due = mine;
        news();
        return () => {
          if (due === mine) due = undefined;
        };
      },
      warn: () => undefined,
      alarm: () => undefined,
    });
    let done = false;
    const died = new Promise<'died'>((resolve) => {
      const look = (): void => {
        if (done || life < 0) resolve('died');
        else setImmediate(look);
      };
      look();
    });
    const take = takeEnded(kept, now);
    const work = async (): Promise<'done'> => {
      await entries.recover();
      const begun = calls.map((call): Call => ({ ...call, state: 'ringing', seq: 0 }));
      if (seenLive) await take(begun, extension);
      await take(calls, extension);
      writer.start(4000);
      for (let count = 0; count < 60; count += 1) {
        const next = due;
        if (next === undefined || (await kept.nextDue()) === null) break;
        due = undefined;
        clock.ms = Math.max(now(), next.at);
        const again = new Promise<void>((resolve) => (news = resolve));
        next.run();
        await again;
      }
      return 'done';
    };
    await Promise.race([work(), died]);
    done = true;
  }
  const call = (id: string, phone: string, more: Partial<Call> = {}): Call => ({
    ...{ call_id: id, state: 'ended', direction: 'inbound', phone, line: '', extensions: ['101'], seq: 5 },
    ...{ started_at: new Date(now()).toISOString(), ended_at: new Date(now()).toISOString() },
    ...{ duration: 62, disposition: 'answered' as const },
    ...more,
  });
  const uniqs = (): string[] =>
    [...crm.notes.map(({ params }) => params), ...crm.inbox.map(({ metadata }) => metadata)]
      .map(({ uniq }) => String(uniq))
      .sort();
  return {
    ...{ tab, call, uniqs },
    moments: () => moments,
    /** Another browser, or this one with a new disk. */
    forget(): void {
      browserStorage();
      copy = memoryCopy();
    },
    /** The next tab dies at the so-maniest of its writes and requests. */
    dieAt: (moment: number) => void (life = moment),
  };
}

/** The CRM knows whose number it is by the last digit: 9 is nobody's. */
const day = ({ call }: ReturnType<typeof browser>): readonly Call[] => [
  call('known', '+79005550100'),
  call('again', '+79005550100', { disposition: 'no_answer', duration: 0 }),
  call('stranger', '+79005550109', { recording_url: 'https://pbx.test/1' }),
  call('colleague', '102'),
];
const wanted = ['again', 'known', 'stranger'];

test('each call is written once, a stranger’s into the inbox', async () => {
  const bench = browser();
  await bench.tab(day(bench));
  expect(bench.uniqs()).toEqual(wanted);
});

test('the tab dies at each of its writes and requests in turn: lost 0, doubled 0', async () => {
  const whole = browser();
  await whole.tab(day(whole));
  const all = whole.moments();
  expect(all).toBeGreaterThan(15);
  for (let moment = 0; moment < all; moment += 1) {
    const bench = browser();
    const calls = day(bench);
    bench.dieAt(moment);
    await bench.tab(calls);
    bench.dieAt(Infinity);
    // The next tab is told of them again, and has not seen them end.
    await bench.tab(calls, '101', false);
    expect({ moment, uniqs: bench.uniqs() }).toEqual({ moment, uniqs: wanted });
  }
});

test('another agent for whom it rang writes nothing that stands there already', async () => {
  const bench = browser();
  const rang = bench.call('known', '+79005550100', { extensions: ['101', '102'] });
  await bench.tab([rang]);
  bench.forget();
  await bench.tab([rang], '102');
  expect(bench.uniqs()).toEqual(['known']);
});

test('the first agent has no browser open: the second writes it', async () => {
  const bench = browser();
  await bench.tab([bench.call('known', '+79005550100', { extensions: ['101', '102'] })], '102');
  expect(bench.uniqs()).toEqual(['known']);
});

test('a browser that has lost its memory with the disk looks before it writes', async () => {
  const bench = browser();
  const calls = day(bench);
  await bench.tab(calls);
  bench.forget();
  await bench.tab(calls, '101', false);
  // The real inbox refuses what it holds already; this one does not.
  expect(bench.uniqs().filter((id) => id !== 'stranger')).toEqual(['again', 'known']);
});
