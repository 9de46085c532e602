import type { Desk } from '../../src/agent/desk';
import { dialMirror } from '../../src/agent/dial-mirror';
import { dialRunner } from '../../src/agent/dial-runner';
import type { DialShow } from '../../src/agent/dial-show';
import type { PhoneCommand } from '../../src/agent/phone-command';
import type { PhoneAnswer } from '../../src/agent/phone-desk';
import type { PhoneCall, PhoneState } from '../../src/agent/phone-state';
import { usualRules, type DialEntry } from '../../src/dialing/dial-entry';
import type { DialOrder, DialPerson } from '../../src/dialing/dial-list';
import type { CallEvent, Disposition } from '../../src/domain/call';
import { dialPlanOf } from '../../src/domain/dial-plan';
import type { PhoneEnding } from '../../src/domain/phone-call';
import { openCallTables } from '../../src/gateway/call-tables';
import { answerDial, dialStore } from '../../src/gateway/dial/dial-store';
import { obeyDial } from '../../src/gateway/dial/obey-dial';
import { fakeClock } from '../fakes/fake-clock';
import { phoneState, ringing } from '../fakes/phone-calls';

const account = 28;
const user = 504142;
const extension = '101';
const dialPlan = dialPlanOf('RU');
/** 13:00 in Moscow on a Saturday. */
const start = Date.UTC(2026, 0, 31, 10);

export const people = (...phones: (string | string[])[]): DialPerson[] =>
  phones.map((own, index) => ({
    ...{ name: `Клиент ${index + 1}`, company: '', link: null },
    phones: typeof own === 'string' ? [own] : own,
  }));

/** One agent's dialling over the gateway's own tables and rules, with a phone that does as the test says. */
export function runnerBench(options: { deskPhone?: boolean; start?: number } = {}) {
  const clock = fakeClock(options.start ?? start);
  const tables = openCallTables(':memory:', clock.now());
  const store = dialStore((question) => Promise.resolve(answerDial(tables.dial, account, question)));
  const obey = obeyDial({ store, rules: usualRules, dialPlan: () => dialPlan, now: () => clock.now() });
  const session = { token: 't', expiresAt: Infinity, extension, logging: true };
  const dialled: string[] = [];
  const claims: string[] = [];
  const shows: DialShow[] = [];
  let down = false;
  let refuse: PhoneAnswer | undefined;
  let minuteOfDay = 600;
  let result: 'none' | 'typed' | 'filed' = 'none';
  let phone: PhoneState = phoneState();
  let deskCalls: Desk['calls'] = [];

  const gateway = {
    changes: (since: number) =>
      Promise.resolve(down ? undefined : tables.dial.since(account, user, since, 2000, clock.now())),
    order: async (order: DialOrder) => {
      if (down) return undefined;
      if (order.do === 'claim') claims.push(order.driver);
      return obey({ user, extension } as Parameters<typeof obey>[0], order);
    },
  };
  const desk = (): Desk => ({
    ...{ calls: deskCalls, session, skew: 0, stage: { id: 'tab', visible: true } },
    phone: { holder: 'tab', state: phone, deskPhone: options.deskPhone ?? false, both: false },
  });
  /** What the phone does with it at once. */
  function byPhone(command: PhoneCommand): PhoneAnswer {
    if (command.do === 'hang-up') end('hung-up');
    if (command.do === 'mute') change({ muted: command.on });
    if (command.do !== 'call') return { ok: true };
    if (refuse !== undefined) return refuse;
    dialled.push(command.number);
    const id = `call-${dialled.length}`;
    if (options.deskPhone === true) pbx('ringing');
    else {
      const call: PhoneCall = {
        ...ringing({ id, callId: `pbx-${id}`, direction: 'outbound', number: command.number }),
        ...{ stage: 'calling', startedAt: clock.now() },
      };
      phone = { ...phone, calls: [...phone.calls.filter(({ stage }) => stage !== 'ended'), call] };
    }
    leading.runner.hear(desk());
    return { ok: true, id };
  }
  /** Another tab that comes to lead, or another computer. */
  const lead = (driver = 'here') => {
    const mirror = dialMirror(gateway, () =>
      runner.head(
        mirror.head,
        mirror.entries.find(({ state }) => state === 'calling'),
      ),
    );
    const runner = dialRunner({
      ...{ gateway, clock, dialPlan, driver },
      phone: (command): Promise<PhoneAnswer> => Promise.resolve(byPhone(command)),
      result: () => result,
      minuteOfDay: () => minuteOfDay,
      onShow: (show) => shows.push(show),
      onChanged: () => void mirror.sync(),
    });
    runner.hear(desk());
    return { runner, mirror };
  };
  let leading = lead();
  const tell = async (): Promise<void> => {
    leading.runner.hear(desk());
    await clock.pass(0);
  };
  const change = (more: Partial<PhoneCall>): void => {
    phone = {
      ...phone,
      calls: phone.calls.map((call) => (call.stage === 'ended' ? call : { ...call, ...more })),
    };
    leading.runner.hear(desk());
  };
  const end = (why: PhoneEnding): void => change({ stage: 'ended', why, endedAt: clock.now() });
  let events = 0;
  /** What the PBX tells of the number that was dialled last. */
  const pbx = (type: CallEvent['type'], disposition?: Disposition): void => {
    const event: CallEvent = {
      ...{ id: `event-${(events += 1)}`, call_id: `pbx-call-${dialled.length}`, type, direction: 'outbound' },
      ...{ from: extension, to: dialled[dialled.length - 1] ?? '', extensions: [extension] },
      at: new Date(clock.now()).toISOString(),
      ...(disposition !== undefined && { disposition }),
    };
    const { changed } = tables.append(account, [[event]], clock.now());
    for (const { picture } of changed)
      deskCalls = [
        ...deskCalls.filter(({ call }) => call.call_id !== picture.call_id),
        { call: picture, caller: { state: 'looking' }, cameAt: clock.now(), closed: false },
      ];
  };

  return {
    ...{ clock, dialled, claims, shows, change, end, gateway },
    phase: () => shows[shows.length - 1]?.phase,
    entries: (): readonly DialEntry[] =>
      [...tables.dial.since(account, user, 0, 2000, clock.now()).entries].sort((a, b) => a.rank - b.rank),
    head: () => tables.dial.since(account, user, 0, 1, clock.now()).head,
    runner: () => leading.runner,
    tell,
    /** Of the own list. */
    async order(order: DialOrder): Promise<void> {
      await gateway.order(order);
      await leading.mirror.sync();
      await clock.pass(0);
    },
    async started(list: readonly DialPerson[], head: { interval?: number; shiftEnds?: number } = {}) {
      await this.order({ do: 'add', people: list });
      await this.order({ do: 'set', head: { interval: 10, ...head } });
      await this.order({ do: 'start', driver: 'here' });
    },
    async answered(): Promise<void> {
      change({ stage: 'talking', joinedAt: clock.now() });
      await clock.pass(0);
    },
    /** The call under way ends; the PBX says so too, after the phone. */
    async ended(why: PhoneEnding, disposition?: Disposition): Promise<void> {
      end(why);
      if (disposition !== undefined) pbx('ended', disposition);
      await tell();
    },
    async pbx(type: CallEvent['type'], disposition?: Disposition): Promise<void> {
      pbx(type, disposition);
      await tell();
    },
    async phone(more: Partial<PhoneState>): Promise<void> {
      phone = { ...phone, ...more };
      await tell();
    },
    down(on: boolean): void {
      down = on;
    },
    refuse(answer: PhoneAnswer | undefined): void {
      refuse = answer;
    },
    /** Somebody else's list has the number, and has called it. */
    byColleague(number: string): void {
      const colleague = user + 1;
      tables.dial.add(
        account,
        colleague,
        [{ name: '', company: '', link: null, phones: [number] }],
        clock.now(),
      );
      tables.dial.set(account, colleague, { run: { driver: 'other', since: 0, paused: null } });
      tables.dial.claim(account, colleague, { driver: 'other' }, clock.now(), usualRules);
    },
    async typed(state: typeof result): Promise<void> {
      result = state;
      leading.runner.look();
      await clock.pass(0);
    },
    atMinute(minute: number): void {
      minuteOfDay = minute;
    },
    /** The leading tab is gone without a word, and its calls with it unless they are rescued. */
    async nextLeader(keepsCalls: boolean, driver?: string): Promise<void> {
      leading.runner.stop();
      if (!keepsCalls) phone = phoneState();
      leading = lead(driver);
      await leading.mirror.sync();
      await clock.pass(0);
    },
    stop(): void {
      leading.runner.stop();
      tables.close();
    },
  };
}
