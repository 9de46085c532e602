import type { CallState } from '../domain/call';
import { dialPlanOf } from '../domain/dial-plan';
import { newJob, type LogJob, type LogOutcome } from './log-job';
import { nextStep, type LogRules } from './next-step';

const start = Date.UTC(2026, 0, 31, 10);
const at = (seconds: number): number => start + seconds * 1000;
const rules: LogRules = {
  ...{
    unsorted: true,
    outboundUnknown: 'skip',
    missedTasks: false,
    recordingWait: 20_000,
    resultHold: 600_000,
  },
};
const answered: Partial<CallState> = { disposition: 'answered', duration: 62 };
const missed: Partial<CallState> = { disposition: 'no_answer', duration: 0 };
const recorded: Partial<CallState> = { recording_url: 'https://pbx.test/1' };
const outbound: Partial<CallState> = { direction: 'outbound' };
const place = { type: 'contact', id: 7, note: 70 } as const;

interface Situation {
  readonly job?: Partial<LogJob>;
  readonly call?: Partial<CallState>;
  readonly outcome?: LogOutcome['outcome'];
  /** Seconds after the end at which the agent said so. */
  readonly said?: number;
  readonly status?: LogOutcome['status'];
  readonly online?: boolean;
  readonly rules?: Partial<LogRules>;
  /** Seconds after the end. */
  readonly now?: number;
}
const nobody = { job: { step: 'nobody' } } as const;

const decided = ({
  job,
  call,
  outcome,
  said = 1,
  status = null,
  online = false,
  rules: own,
  now = 1,
}: Situation) =>
  nextStep(
    { ...newJob('c-1', start), ...job },
    {
      ...{ call_id: 'c-1', state: 'ended', direction: 'inbound', phone: '+79127771122', line: '' },
      ...{ extensions: ['101'], started_at: new Date(start).toISOString() },
      ...answered,
      ...call,
    },
    outcome === undefined ? null : { outcome, at: at(said), status },
    { now: at(now), dialPlan: dialPlanOf('RU'), connected: () => online, rules: { ...rules, ...own } },
  );

const table: [string, Situation, object][] = [
  ['a call has ended', {}, { do: 'log' }],
  ['colleagues talked', { call: { phone: '102' } }, { do: 'skip', reason: 'internal' }],
  ['the number is hidden', { call: { phone: '' } }, { do: 'skip', reason: 'hidden_number' }],
  ['an answer was lost', { job: { step: 'find' } }, { do: 'find' }],
  ['an answer of the inbox was lost', { job: { step: 'find_unsorted' } }, { do: 'find_unsorted' }],

  ['a stranger, no browser, no recording yet', nobody, { do: 'wait', until: at(20), held: false }],
  ['a stranger, no browser, recorded', { ...nobody, call: recorded }, { do: 'unsorted' }],
  ['a stranger, the recording never came', { ...nobody, now: 20 }, { do: 'unsorted' }],
  [
    'a stranger, no inbox wanted',
    { ...nobody, rules: { unsorted: false } },
    { do: 'skip', reason: 'nobody_inbound' },
  ],
  [
    'a stranger, a browser',
    { ...nobody, online: true, call: recorded },
    { do: 'wait', until: at(15), held: true },
  ],
  ['the window never opened', { ...nobody, online: true, call: recorded, now: 15 }, { do: 'unsorted' }],
  [
    'the window is open',
    { ...nobody, outcome: 'open', said: 3, call: recorded, now: 500 },
    { do: 'wait', until: at(603), held: true },
  ],
  [
    'the window was left open',
    { ...nobody, outcome: 'open', said: 3, call: recorded, now: 603 },
    { do: 'unsorted' },
  ],
  [
    'the window was cancelled',
    { ...nobody, outcome: 'cancelled', online: true, call: recorded },
    { do: 'unsorted' },
  ],
  ['the window was saved', { ...nobody, outcome: 'saved', online: true }, { do: 'log', again: true }],
  [
    'the window was saved, still nobody',
    { job: { step: 'nobody', again: true }, outcome: 'saved', call: recorded },
    { do: 'unsorted' },
  ],

  ['a stranger was missed', { ...nobody, call: missed }, { do: 'skip', reason: 'nobody_missed' }],
  ['a stranger was missed, tasks', { ...nobody, call: missed, rules: { missedTasks: true } }, { do: 'task' }],
  ['a stranger was called', { ...nobody, call: outbound }, { do: 'skip', reason: 'nobody_outbound' }],
  [
    'a stranger was called, contacts wanted',
    { ...nobody, call: { ...outbound, ...missed }, rules: { outboundUnknown: 'create_contact' } },
    { do: 'contact' },
  ],
  [
    'a contact was made and is still not found',
    {
      job: { step: 'nobody', hasContact: true },
      call: outbound,
      rules: { outboundUnknown: 'create_contact' },
    },
    { do: 'skip', reason: 'nobody_outbound' },
  ],

  ['logged, nothing new', { job: { step: 'rest', place } }, { do: 'rest' }],
  [
    'logged, a recording came',
    { job: { step: 'rest', place }, call: recorded },
    { do: 'complete', link: true, status: null },
  ],
  [
    'logged, a status was chosen',
    { job: { step: 'rest', place }, outcome: 'saved', status: 5 },
    { do: 'complete', link: false, status: 5 },
  ],
  [
    'logged with recording and status',
    {
      job: { step: 'rest', place, wrote: { link: true, status: 5 } },
      call: recorded,
      outcome: 'saved',
      status: 5,
    },
    { do: 'rest' },
  ],
  [
    'in the inbox, a recording came',
    { job: { step: 'rest', state: 'unsorted' }, call: recorded },
    { do: 'rest' },
  ],
];

test.each(table)('%s', (_title, situation, wanted) => {
  expect(decided(situation)).toEqual(wanted);
});
