import { aCall, ended } from '../../test/fakes/fake-pbx';
import { dialPlanOf } from './dial-plan';
import { resultDue, type ResultSettings } from './result-due';

const usual: ResultSettings = { after: 'answered', threshold: 0, internal: false };
const all: ResultSettings = { ...usual, after: 'all' };
const talked = { ...ended };
const missed = { ...ended, disposition: 'no_answer', duration: 0 } as const;
const placed = { direction: 'outbound' } as const;

const cases: [string, boolean, Parameters<typeof aCall>[0], Partial<ResultSettings>?, string?][] = [
  ['a talk of this agent', true, talked],
  ['a talk still going on', false, { state: 'active', extensions: ['101'] }],
  ['a talk of a colleague', false, { ...talked, extensions: ['102'] }],
  ['a talk of an agent without an internal number', false, talked, {}, ''],
  ['a talk, asked never', false, talked, { after: 'never' }],
  ['a talk shorter than asked about', false, talked, { threshold: 63 }],
  ['a talk just as long', true, talked, { threshold: 62 }],
  ['a talk with a colleague', false, { ...talked, phone: '102' }],
  [
    'a talk with a colleague where those are asked about',
    true,
    { ...talked, phone: '102' },
    { internal: true },
  ],
  ['a hidden number', true, { ...talked, phone: 'anonymous' }],
  ['a missed call', false, missed],
  ['a missed call that rang this agent alone, all asked about', true, missed, all],
  ['a missed call of the department, all asked about', false, { ...missed, extensions: ['101', '102'] }, all],
  ['a call out that nobody took, all asked about', true, { ...missed, ...placed }, all],
  ['a call out that nobody took, only talks asked about', false, { ...missed, ...placed }],
];

test.each(cases)('%s: asked %s', (_what, due, call, settings = {}, extension = '101') => {
  const own = extension === '' ? undefined : extension;
  expect(resultDue(aCall(call), own, { ...usual, ...settings }, dialPlanOf('RU'))).toBe(due);
});

test('a call whose own phone was not picked up is asked about by no setting: nobody was called', () => {
  const call = aCall({ ...missed, ...placed, reasons: { '101': 'own_phone' } });
  delete (call as { answered_at?: string }).answered_at;
  expect(resultDue(call, '101', { ...usual, ...all }, dialPlanOf('RU'))).toBe(false);
});
