import { fakeClock } from '../../test/fakes/fake-clock';
import { fakeDrafts } from '../../test/fakes/fake-drafts';
import { aCall, answered, aSession, ended } from '../../test/fakes/fake-pbx';
import type { Call } from '../domain/call';
import type { Caller } from '../domain/caller';
import { dialPlanOf } from '../domain/dial-plan';
import type { Desk } from './desk';
import { resultsBegun } from './results-begun';

const unknown: Caller = { state: 'unknown' };
const anna: Caller = {
  state: 'found',
  matches: [{ entity: 'contact', id: 7, name: 'Anna', phones: [] }],
};
const deskOf = (call: Call, caller: Caller = unknown): Desk => ({
  calls: [{ call, caller, cameAt: 0, closed: false }],
  session: aSession(),
  skew: 0,
  stage: { id: 'tab-1', visible: true },
});

function setUp() {
  const drafts = fakeDrafts();
  const clock = fakeClock(Date.parse(ended.ended_at));
  const settings = { after: 'answered', threshold: 0, internal: false } as const;
  return { drafts, clock, begin: resultsBegun({ drafts, settings, dialPlan: dialPlanOf('RU'), clock }) };
}

test('a talk that ends begins a result, once, with what is known of the caller', () => {
  const { drafts, begin } = setUp();
  const talking = deskOf(aCall({ ...answered, seq: 2 }), anna);
  const over = deskOf(aCall({ ...ended, seq: 3 }), anna);
  begin(talking, over);
  begin(over, over);
  expect(drafts.list()).toHaveLength(1);
  expect(drafts.find('c-1')).toMatchObject({
    who: 'Anna',
    chosen: { kind: 'contact', id: 7 },
    unknown: false,
    stage: 'open',
    fields: { status: 4, note: '' },
  });
});

test('one that was filed and is gone is not asked about again', () => {
  const { drafts, begin } = setUp();
  const over = deskOf(aCall({ ...ended, seq: 3 }));
  begin(undefined, over);
  drafts.drop('c-1');
  begin(over, deskOf(aCall({ ...ended, seq: 4, recording_url: 'https://pbx.example/1.mp3' })));
  expect(drafts.list()).toEqual([]);
});

test('a recording and a name that come later are taken over; what is typed stays', () => {
  const { drafts, begin } = setUp();
  const over = deskOf(aCall({ ...ended, seq: 3 }), { state: 'looking' });
  begin(undefined, over);
  drafts.type('c-1', { note: 'typed' });
  begin(over, deskOf(aCall({ ...ended, seq: 4, recording_url: 'https://pbx.example/1.mp3' }), anna));
  expect(drafts.find('c-1')).toMatchObject({
    who: 'Anna',
    call: { recording_url: 'https://pbx.example/1.mp3' },
    fields: { note: 'typed' },
  });
  begin(over, deskOf(aCall({ ...ended, seq: 3 }), anna));
  expect(drafts.find('c-1')?.call.seq).toBe(4);
});

test('yesterday’s calls, told after a night away, ask nothing; one seen to end does, whatever the clocks', async () => {
  const { drafts, begin, clock } = setUp();
  await clock.pass(24 * 60 * 60_000);
  begin(undefined, deskOf(aCall({ ...ended, seq: 3 })));
  expect(drafts.list()).toEqual([]);
  begin(deskOf(aCall({ ...answered, seq: 2 })), deskOf(aCall({ ...ended, seq: 3 })));
  expect(drafts.list()).toHaveLength(1);
});

test.each([
  ['voicemail', 1],
  ['busy', 7],
  ['no_answer', 6],
] as const)('an unanswered call out that ended with %s is preset to status %s', (disposition, status) => {
  const drafts = fakeDrafts();
  const clock = fakeClock(Date.parse(ended.ended_at));
  const settings = { after: 'all', threshold: 0, internal: false } as const;
  const begin = resultsBegun({ drafts, settings, dialPlan: dialPlanOf('RU'), clock });
  begin(undefined, deskOf(aCall({ ...ended, disposition, direction: 'outbound', seq: 3 })));
  expect(drafts.find('c-1')?.fields.status).toBe(status);
});
