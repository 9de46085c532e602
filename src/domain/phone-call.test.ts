import { phoneStep, stageLimits, type PhoneEvent, type PhoneOrder, type PhoneStage } from './phone-call';

const stages: PhoneStage[] = [
  'preparing',
  'calling',
  'alerting',
  'joining',
  'incoming',
  'answering',
  'talking',
  'ending',
  'ended',
];

/** For each stage of `stages` in turn: what it becomes, or `-` for no change. */
const table: [PhoneEvent, string][] = [
  [{ type: 'sent' }, 'calling - - - - - - - -'],
  [{ type: 'progress' }, 'alerting alerting - - - - - - -'],
  [{ type: 'answer-seen' }, 'joining joining joining - - - - - -'],
  [{ type: 'joined' }, 'talking talking talking talking - talking - - -'],
  [{ type: 'answer' }, '- - - - answering - - - -'],
  [{ type: 'decline', where: 'here' }, '- - - - ended ended - - -'],
  [{ type: 'decline', where: 'everywhere' }, '- - - - ended ended - - -'],
  [{ type: 'end', why: 'hung-up' }, 'ending ending ending ending ended ending ending - -'],
  [{ type: 'over', why: 'busy' }, 'ended ended ended ended ended ended ended ended -'],
  [{ type: 'timeout' }, 'ending ending ending ending ended ending - ended -'],
  [{ type: 'line-lost' }, '- ending ending ending ended ending - - -'],
];

test.each(table)('a call that hears of %j goes from each stage to the right one', (event, row) => {
  expect(stages.map((stage) => phoneStep(stage, event)?.stage ?? '-').join(' ')).toBe(row);
});

test('every stage that waits for somebody has a limit, and its end leads out of it', () => {
  for (const stage of stages) {
    const waits = stage !== 'talking' && stage !== 'ended';
    expect([stage, stageLimits[stage] !== undefined]).toEqual([stage, waits]);
    if (waits) expect(phoneStep(stage, { type: 'timeout' })?.stage).toMatch(/^end/);
  }
});

test('from every stage a call is over after two limits at most', () => {
  for (const start of stages.filter((stage) => stage !== 'talking')) {
    let stage: PhoneStage = start;
    for (let step = 0; step < 2; step += 1) stage = phoneStep(stage, { type: 'timeout' })?.stage ?? stage;
    expect([start, stage]).toEqual([start, 'ended']);
  }
});

test.each<[string, PhoneStage, PhoneEvent, PhoneOrder[]]>([
  [
    'declining everywhere stops all phones',
    'incoming',
    { type: 'decline', where: 'everywhere' },
    ['decline-everywhere', 'drop'],
  ],
  [
    'declining here leaves the others ringing',
    'incoming',
    { type: 'decline', where: 'here' },
    ['decline-here', 'drop'],
  ],
  ['a ring nobody answers says that nobody came', 'incoming', { type: 'timeout' }, ['decline-late', 'drop']],
  ['a ring whose socket is lost stops at once', 'incoming', { type: 'line-lost' }, ['decline-here', 'drop']],
  ['hanging up tells the far side', 'talking', { type: 'end', why: 'hung-up' }, ['end']],
  ['a goodbye that nobody answers is enough', 'ending', { type: 'timeout' }, ['drop']],
])('%s', (_title, stage, event, orders) => {
  expect(phoneStep(stage, event)?.orders).toEqual(orders);
});
