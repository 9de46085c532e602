import { fakeClock, settle } from '../../test/fakes/fake-clock';
import { aDraft, fakeDrafts, ivan, unsent } from '../../test/fakes/fake-drafts';
import { fakePbx } from '../../test/fakes/fake-pbx';
import { dialPlanOf } from '../domain/dial-plan';
import type { ResultDraft } from '../domain/result-draft';
import { CrmFailure, type ResultCrm } from '../ports/result-crm';
import type { ResultWriter } from '../ports/result-writer';
import { resultSender } from './result-sender';
import { cancelResult, fileResult, reopenResult, retryNow } from './result-steps';

const dialPlan = dialPlanOf('RU');
const hour = 60 * 60_000;
const down = (): CrmFailure => new CrmFailure('retry', [{ field: 'all', code: 'unreachable' }]);

/** A leading tab over a CRM of notes. `answers`: what is done before each answer, then nothing. */
function setUp(...given: ResultDraft[]) {
  const [clock, pbx, drafts] = [fakeClock(), fakePbx(), fakeDrafts(...given)];
  const [notes, asked]: [string[], number[]] = [[], []];
  const answers: (() => Promise<void>)[] = [];
  const next = async (): Promise<void> => {
    asked.push(clock.now());
    await answers.shift()?.();
  };
  const writer: Partial<ResultWriter> = {
    now: () => clock.now() / 1000,
    findNote: () => Promise.resolve(undefined),
    async addNote(_record, text) {
      await next();
      return notes.push(text);
    },
    async changeNote(_record, id, text) {
      await next();
      notes[id - 1] = text;
    },
  };
  const crm: ResultCrm = {
    matches: () => Promise.resolve([{ link: ivan, openLeads: [], customers: [] }]),
    find: () => Promise.resolve([]),
    catalogue: () => Promise.resolve({ taskTypes: [{ id: 3, name: 'Звонок' }], pipelines: [] }),
  };
  const unexpected: unknown[] = [];
  const lead = () =>
    resultSender({
      drafts,
      clock,
      crm,
      writer: writer as ResultWriter,
      dialPlan,
      report: (outcome) => pbx.report(outcome),
      chance: () => 0.5,
      alone: (_name, work) => work(),
      onUnexpected: (error) => unexpected.push(error),
    });
  const file = (note: string): boolean => {
    drafts.type('c-1', { note });
    return fileResult('c-1', { drafts, clock, dialPlan });
  };
  const told = () => pbx.reported.map(({ outcome }) => outcome);
  return { clock, pbx, drafts, notes, asked, answers, unexpected, lead, file, told };
}

test('a filed result is sent once, when the ten seconds are over, and is then forgotten', async () => {
  const { clock, drafts, notes, lead, file, told } = setUp(aDraft());
  lead();
  expect(file('Просит счёт')).toBe(true);
  await clock.pass(10_000);
  expect(notes).toEqual([]);
  await clock.pass(1000);
  expect(notes).toEqual(['Просит счёт']);
  expect(told()).toEqual(['saved']);
  expect(drafts.list().map(({ stage }) => stage)).toEqual(['sent']);
  await clock.pass(8000);
  expect(drafts.list()).toEqual([]);
});

test('the call status goes to the gateway, which has the log of the call', async () => {
  const { clock, pbx, drafts, lead, file } = setUp(aDraft());
  lead();
  drafts.type('c-1', { status: 2 });
  file('');
  await clock.pass(11_000);
  expect(pbx.reported).toEqual([{ call_id: 'c-1', outcome: 'saved', call_status: 2 }]);
});

test('taken back within the ten seconds: nothing is sent until it is filed again', async () => {
  const { clock, drafts, notes, lead, file } = setUp(aDraft());
  lead();
  file('Не то');
  await clock.pass(9900);
  reopenResult('c-1', { drafts });
  await clock.pass(hour);
  expect(notes).toEqual([]);
  file('То');
  await clock.pass(11_000);
  expect(notes).toEqual(['То']);
});

test('the tab dies within the ten seconds: the next leader sends it', async () => {
  const { clock, notes, lead, file } = setUp(aDraft());
  const die = lead();
  file('Из умершей вкладки');
  await clock.pass(5000);
  die();
  await clock.pass(hour);
  expect(notes).toEqual([]);
  lead();
  await clock.pass(0);
  expect(notes).toEqual(['Из умершей вкладки']);
});

test('an outage: tried ever more seldom, at least every six and a half minutes, until it succeeds', async () => {
  const { clock, drafts, notes, asked, answers, lead, file } = setUp(aDraft());
  for (let times = 0; times < 12; times += 1) answers.push(() => Promise.reject(down()));
  lead();
  file('Дождётся');
  await clock.pass(2 * hour);
  expect(notes).toEqual(['Дождётся']);
  expect(unsent(drafts)).toEqual([]);
  const pauses = asked.slice(1).map((at, index) => at - asked[index]!);
  expect(pauses.slice(0, 3)).toEqual([2000, 4000, 8000]);
  expect(Math.max(...pauses)).toBe(300_000);
});

test('“try again” does not wait for the pause to end', async () => {
  const { clock, drafts, notes, answers, lead, file } = setUp(aDraft());
  for (let times = 0; times < 8; times += 1) answers.push(() => Promise.reject(down()));
  lead();
  file('Сейчас же');
  await clock.pass(10_400 + 2000 + 4000 + 8000 + 16_000 + 32_000 + 64_000 + 128_000);
  expect(notes).toEqual([]);
  retryNow('c-1', { drafts });
  await settle();
  expect(notes).toEqual(['Сейчас же']);
});

test('what the CRM refuses comes back to the agent with its reason, and is not tried again', async () => {
  const { clock, drafts, asked, answers, lead, file, told } = setUp(aDraft());
  answers.push(() => Promise.reject(new CrmFailure('refused', [{ field: 'note', code: 'refused' }])));
  lead();
  file('Нельзя');
  await clock.pass(hour);
  expect(asked).toHaveLength(1);
  expect(drafts.find('c-1')).toMatchObject({
    stage: 'refused',
    offered: false,
    faults: [{ field: 'note', code: 'refused' }],
  });
  expect(told()).toEqual([]);
});

test('reopened while a slow try was under way: what is corrected then is sent as well', async () => {
  const { clock, drafts, notes, answers, lead, file } = setUp(aDraft());
  let answer: () => void = () => undefined;
  answers.push(() => new Promise((resolve) => (answer = resolve)));
  lead();
  file('С опечаткой');
  await clock.pass(10_500);
  reopenResult('c-1', { drafts });
  answer();
  await settle();
  expect(drafts.find('c-1')?.stage).toBe('open');
  file('Без опечатки');
  await clock.pass(11_000);
  expect(notes).toEqual(['Без опечатки']);
  expect(unsent(drafts)).toEqual([]);
});

test('reopened and filed anew while a slow try was under way, which is then refused: the new text is tried', async () => {
  const { clock, drafts, notes, answers, lead, file } = setUp(aDraft());
  let refuse: (error: unknown) => void = () => undefined;
  answers.push(() => new Promise((_resolve, reject) => (refuse = reject)));
  lead();
  file('Нельзя');
  await clock.pass(10_500);
  reopenResult('c-1', { drafts });
  file('Можно');
  refuse(new CrmFailure('refused', [{ field: 'note', code: 'refused' }]));
  await settle();
  expect(drafts.find('c-1')).toMatchObject({ stage: 'waiting', faults: [] });
  await clock.pass(11_000);
  expect(notes).toEqual(['Можно']);
});

test('the gateway hears who is at it, and what was cancelled once that cannot be taken back', async () => {
  const { clock, drafts, lead, told } = setUp(aDraft({ toldOpen: false }));
  lead();
  await settle();
  expect(told()).toEqual(['open']);
  cancelResult('c-1', { drafts, clock });
  await clock.pass(10_000);
  expect(told()).toEqual(['open']);
  await clock.pass(1000);
  expect(told()).toEqual(['open', 'cancelled']);
  expect(unsent(drafts)).toEqual([]);
});

test('the gateway is away: it hears when it is back, and the CRM is not asked again for that', async () => {
  const { clock, pbx, drafts, notes, asked, lead, file, told } = setUp(aDraft());
  pbx.hear('unheard');
  lead();
  file('Раз');
  await clock.pass(hour);
  expect(told().length).toBeGreaterThan(5);
  expect(drafts.list()).toHaveLength(1);
  pbx.hear('taken');
  await clock.pass(hour);
  expect(unsent(drafts)).toEqual([]);
  expect(notes).toEqual(['Раз']);
  expect(asked).toHaveLength(1);
});

test.each(['saved', 'cancelled'])(
  'a gateway that never answers: what was %s is let go after a day',
  async (how) => {
    const { clock, pbx, drafts, notes, lead, file, told } = setUp(aDraft());
    pbx.hear('unheard');
    lead();
    if (how === 'saved') file('Раз');
    else cancelResult('c-1', { drafts, clock });
    await clock.pass(23 * hour);
    expect(drafts.list()).toHaveLength(1);
    await clock.pass(2 * hour);
    expect(unsent(drafts)).toEqual([]);
    expect(notes).toEqual(how === 'saved' ? ['Раз'] : []);
    const before = told().length;
    await clock.pass(24 * hour);
    expect(told()).toHaveLength(before);
  },
);

test('a computer that slept for two days sends on waking, and waits for the gateway to connect', async () => {
  const { clock, pbx, drafts, notes, lead, file, told } = setUp(aDraft());
  const sleep = lead();
  drafts.type('c-1', { status: 2 });
  file('До сна');
  sleep();
  await clock.pass(48 * hour);
  pbx.hear('unheard');
  lead();
  await clock.pass(60_000);
  expect(notes).toEqual(['До сна']);
  pbx.hear('taken');
  await clock.pass(60_000);
  expect(told()).toContain('saved');
  const before = told().length;
  await clock.pass(hour);
  expect(told()).toHaveLength(before);
  expect(pbx.reported.at(-1)).toMatchObject({ outcome: 'saved', call_status: 2 });
});

test('nothing typed for a day: it is let go; one letter typed: it waits for its agent', async () => {
  const { clock, drafts, lead } = setUp(aDraft(), aDraft({ callId: 'c-2' }));
  lead();
  drafts.type('c-2', { note: 'а' });
  await clock.pass(10 * 24 * hour);
  expect(drafts.list().map(({ callId }) => callId)).toEqual(['c-2']);
});

test('a task typed while the CRM could not name its types gets the account’s first', async () => {
  const { clock, drafts, lead, file } = setUp(aDraft());
  lead();
  drafts.type('c-1', { task: { typeId: 0, text: 'Перезвонить', due: clock.now() / 1000 + 7200 } });
  expect(file('')).toBe(true);
  const typed: (number | undefined)[] = [];
  drafts.onChange(() => typed.push(drafts.find('c-1')?.fields.task?.typeId));
  await clock.pass(11_000);
  expect(typed).toContain(3);
});
