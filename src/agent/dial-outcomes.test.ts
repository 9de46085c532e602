import { people, runnerBench } from '../../test/dialing/runner-bench';

const [first, second] = ['+74951110001', '+74951110002'];
const minute = 60_000;

let bench: ReturnType<typeof runnerBench>;
beforeEach(() => {
  bench = runnerBench();
});
afterEach(() => bench.stop());

const outcomes = (): (string | undefined)[] => bench.entries().map(({ tries }) => tries.at(-1)?.outcome);

describe('what came of it', () => {
  test.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['declined', 'declined'],
    ['no-such-number', 'no-such-number'],
    ['unreachable', 'no-answer'],
    ['refused', 'failed'],
    ['server-silent', 'interrupted'],
  ] as const)('a call that ended with "%s" is put down as "%s"', async (why, outcome) => {
    await bench.started(people(first));
    await bench.ended(why);
    await bench.clock.pass(1_000);
    expect(outcomes()).toEqual([outcome]);
  });

  test('a machine that took the call is no talk, though the line says answered', async () => {
    await bench.started(people(first));
    await bench.answered();
    await bench.clock.pass(4_000);
    await bench.ended('far-hung-up');
    expect(outcomes()).toEqual([undefined]);
    await bench.clock.pass(500);
    await bench.pbx('ended', 'voicemail');
    expect(outcomes()).toEqual(['machine']);
    expect(bench.entries()[0]).toMatchObject({ state: 'waiting' });
  });

  test('of a talk its seconds are kept, also where the PBX says nothing', async () => {
    await bench.started(people(first));
    await bench.answered();
    await bench.clock.pass(42_000);
    await bench.ended('far-hung-up');
    await bench.clock.pass(2_000);
    expect(bench.entries()[0]).toMatchObject({
      end: 'reached',
      tries: [{ outcome: 'answered', seconds: 42 }],
    });
  });

  test('a busy number is tried again after ten minutes', async () => {
    await bench.started(people(first));
    await bench.ended('busy');
    await bench.clock.pass(9 * minute);
    expect(bench.dialled).toEqual([first]);
    await bench.clock.pass(2 * minute);
    expect(bench.dialled).toEqual([first, first]);
  });

  test('the second number of a person is tried when the first fails', async () => {
    await bench.started(people([first, second]), { interval: 0 });
    await bench.ended('no-such-number');
    await bench.clock.pass(0);
    expect(bench.dialled).toEqual([first, second]);
    await bench.answered();
    await bench.ended('far-hung-up', 'answered');
    expect(bench.entries()[0]).toMatchObject({ end: 'reached', dead: [first] });
  });

  test('a number is dialled twice a day at most', async () => {
    await bench.started(people(first), { interval: 0 });
    await bench.ended('busy');
    await bench.clock.pass(11 * minute);
    await bench.ended('busy');
    await bench.clock.pass(6 * 60 * minute);
    expect(bench.dialled).toEqual([first, first]);
    expect(bench.entries()[0]).toMatchObject({ state: 'waiting', why: 'day-full' });
  });
});

describe('the leading tab is gone', () => {
  test('a rescued talk is followed by the next leader to its end', async () => {
    await bench.started(people(first, second), { interval: 0 });
    await bench.answered();
    await bench.nextLeader(true);
    expect(bench.phase()).toMatchObject({ is: 'talking', entry: { next: first } });
    await bench.ended('far-hung-up', 'answered');
    await bench.clock.pass(0);
    expect(outcomes()[0]).toBe('answered');
    expect(bench.dialled).toEqual([first, second]);
  });

  test('what the PBX knows of a lost call counts, and the number is not dialled again', async () => {
    await bench.started(people(first, second), { interval: 0 });
    await bench.pbx('ringing');
    await bench.nextLeader(false);
    await bench.pbx('ended', 'busy');
    await bench.clock.pass(20_000);
    expect(outcomes()[0]).toBe('busy');
    expect(bench.dialled).toEqual([first, second]);
  });

  test('a call that the page ended as it was left is not put down before the PBX was asked', async () => {
    await bench.started(people(first));
    await bench.ended('hung-up');
    expect(outcomes()).toEqual([undefined]);
    await bench.nextLeader(false);
    await bench.pbx('ringing');
    await bench.pbx('ended', 'busy');
    await bench.clock.pass(20_000);
    expect(outcomes()).toEqual(['busy']);
  });

  test('a call that went with its line counts only if the PBX has heard of it', async () => {
    await bench.started(people(first));
    await bench.ended('line-lost');
    await bench.clock.pass(1_000);
    expect(outcomes()).toEqual([undefined]);
    await bench.clock.pass(30_000);
    expect(bench.dialled).toEqual([first, first]);
    expect(bench.entries()[0]).toMatchObject({ state: 'calling', tries: [] });
    await bench.pbx('ringing');
    await bench.ended('line-lost', 'busy');
    await bench.clock.pass(20_000);
    expect(outcomes()).toEqual(['busy']);
  });

  test('a number that never left the computer is dialled by the next leader', async () => {
    bench.refuse({ ok: false, why: 'silent' });
    await bench.started(people(first));
    bench.refuse(undefined);
    await bench.nextLeader(false);
    await bench.clock.pass(20_000);
    expect(bench.dialled).toEqual([first]);
    expect(bench.entries()[0]).toMatchObject({ state: 'calling', tries: [] });
  });
});

describe('with a desk phone', () => {
  beforeEach(() => {
    bench.stop();
    bench = runnerBench({ deskPhone: true });
  });

  test('the PBX is asked to call, and its word alone tells what came of it', async () => {
    await bench.started(people(first, second), { interval: 0 });
    expect(bench.dialled).toEqual([first]);
    expect(bench.phase()).toMatchObject({ is: 'calling' });
    await bench.pbx('answered');
    expect(bench.phase()).toMatchObject({ is: 'talking' });
    await bench.clock.pass(30_000);
    expect(bench.dialled).toEqual([first]);
    await bench.pbx('ended', 'answered');
    await bench.clock.pass(0);
    expect(outcomes()[0]).toBe('answered');
    expect(bench.dialled).toEqual([first, second]);
  });

  test('an order of which nothing was heard is not given twice', async () => {
    bench.refuse({ ok: false, why: 'unheard' });
    await bench.started(people(first));
    expect(bench.claims).toHaveLength(1);
    await bench.clock.pass(2_000);
    expect(bench.claims).toHaveLength(1);
    expect(bench.entries()[0]).toMatchObject({ state: 'calling' });
  });
});
