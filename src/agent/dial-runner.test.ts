import { people, runnerBench } from '../../test/dialing/runner-bench';
import { phoneCall } from '../../test/fakes/phone-calls';

const [first, second, third] = ['+74951110001', '+74951110002', '+74951110003'];
const minute = 60_000;

let bench: ReturnType<typeof runnerBench>;
beforeEach(() => {
  bench = runnerBench();
});
afterEach(() => bench.stop());

const outcomes = (): (string | undefined)[] => bench.entries().map(({ tries }) => tries.at(-1)?.outcome);

describe('one after the other', () => {
  test('the next number is dialled when the interval is over, and not before', async () => {
    await bench.started(people(first, second));
    expect(bench.dialled).toEqual([first]);
    await bench.ended('busy');
    expect(bench.phase()).toMatchObject({ is: 'countdown' });
    await bench.clock.pass(9_900);
    expect(bench.dialled).toEqual([first]);
    await bench.clock.pass(200);
    expect(bench.dialled).toEqual([first, second]);
  });

  test('an agent who presses "now" does not wait for the interval', async () => {
    await bench.started(people(first, second));
    await bench.ended('busy');
    bench.runner().obey({ do: 'next' });
    await bench.clock.pass(0);
    expect(bench.dialled).toEqual([first, second]);
  });

  test('while a result is being typed nobody is dialled; filed, the next call comes at once', async () => {
    await bench.started(people(first, second));
    await bench.answered();
    await bench.ended('far-hung-up', 'answered');
    await bench.typed('typed');
    await bench.clock.pass(5 * minute);
    expect(bench.phase()).toEqual({ is: 'filing' });
    expect(bench.dialled).toEqual([first]);
    await bench.typed('filed');
    expect(bench.dialled).toEqual([first, second]);
  });

  test('when all have been called the list stops by itself', async () => {
    await bench.started(people(first), { interval: 0 });
    await bench.answered();
    await bench.ended('far-hung-up', 'answered');
    await bench.clock.pass(3_000);
    expect(bench.phase()).toEqual({ is: 'off' });
    expect(bench.head().run).toBeNull();
    expect(bench.shows.map(({ phase }) => phase.is)).toContain('finished');
  });

  test('preview: nothing is dialled until the agent presses a row', async () => {
    await bench.order({ do: 'set', head: { mode: 'preview' } });
    await bench.started(people(first, second));
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'ready' });
    expect(bench.dialled).toEqual([]);
    bench.runner().obey({ do: 'call', id: bench.entries()[1]!.id });
    await bench.clock.pass(0);
    expect(bench.dialled).toEqual([second]);
  });
});

describe('the agent decides', () => {
  test('a pause during a call lets the call go on, and nobody is dialled after it; going on goes on', async () => {
    await bench.started(people(first, second));
    await bench.answered();
    await bench.order({ do: 'pause', driver: 'here', why: 'asked' });
    expect(bench.phase()).toMatchObject({ is: 'talking' });
    await bench.ended('far-hung-up', 'answered');
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'paused', why: 'asked' });
    expect(bench.dialled).toEqual([first]);
    await bench.order({ do: 'start', driver: 'here' });
    expect(bench.dialled).toEqual([first, second]);
  });

  test('"pause after this call" pauses once, after this call', async () => {
    await bench.started(people(first, second, third), { interval: 0 });
    bench.runner().obey({ do: 'after-call' });
    expect(bench.shows.at(-1)?.afterCall).toBe(true);
    await bench.ended('busy');
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'paused', why: 'after-call' });
    expect(bench.shows.at(-1)?.afterCall).toBe(false);
    await bench.order({ do: 'start', driver: 'here' });
    await bench.ended('busy');
    await bench.clock.pass(0);
    expect(bench.dialled).toEqual([first, second, third]);
  });

  test('skip ends the call and passes the person over', async () => {
    await bench.started(people(first, second));
    bench.runner().obey({ do: 'skip' });
    await bench.clock.pass(11_000);
    expect(bench.entries()[0]).toMatchObject({ state: 'done', end: 'skipped' });
    expect(bench.dialled).toEqual([first, second]);
  });

  test('stop lets the call end and dials nobody more', async () => {
    await bench.started(people(first, second));
    await bench.order({ do: 'stop' });
    await bench.ended('busy');
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'off' });
    expect(bench.dialled).toEqual([first]);
    expect(outcomes()).toEqual(['busy', undefined]);
  });

  test('the microphone is muted and opened again from the list', async () => {
    await bench.started(people(first));
    await bench.answered();
    bench.runner().obey({ do: 'mute' });
    expect(bench.phase()).toMatchObject({ is: 'talking', muted: true });
    bench.runner().obey({ do: 'mute' });
    expect(bench.phase()).toMatchObject({ muted: false });
  });
});

describe('pauses by itself', () => {
  test('without a microphone the number counts as not tried, and dialling waits for the agent', async () => {
    await bench.started(people(first, second));
    await bench.ended('no-microphone');
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'paused', why: 'microphone' });
    expect(bench.entries()[0]).toMatchObject({ state: 'waiting', tries: [] });
    expect(bench.dialled).toEqual([first]);
  });

  test('while the phone is not registered nobody is dialled; once it is, dialling goes on by itself', async () => {
    await bench.phone({ link: 'lost' });
    await bench.started(people(first));
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'held', why: 'registration' });
    expect(bench.claims).toEqual([]);
    await bench.phone({ link: 'ready' });
    expect(bench.dialled).toEqual([first]);
  });

  test('while the gateway cannot be asked nobody is dialled; once it can, dialling goes on by itself', async () => {
    await bench.started(people(first, second));
    await bench.ended('busy');
    bench.down(true);
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'held', why: 'network' });
    expect(bench.dialled).toEqual([first]);
    bench.down(false);
    await bench.clock.pass(3_000);
    expect(bench.dialled).toEqual([first, second]);
  });

  test('what a call came to is not lost while the gateway is away', async () => {
    await bench.started(people(first, second));
    bench.down(true);
    await bench.ended('busy');
    await bench.clock.pass(minute);
    bench.down(false);
    await bench.clock.pass(3_000);
    expect(outcomes()[0]).toBe('busy');
  });

  test('an incoming call comes first, and dialling goes on after it', async () => {
    await bench.started(people(first, second), { interval: 2 });
    await bench.ended('busy');
    await bench.phone({ calls: [phoneCall({ id: 'in', stage: 'incoming' })] });
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'held', why: 'incoming' });
    expect(bench.dialled).toEqual([first]);
    await bench.phone({ calls: [] });
    expect(bench.dialled).toEqual([first, second]);
  });

  test('at the end of the shift the call under way is the last one', async () => {
    await bench.started(people(first, second), { shiftEnds: 18 * 60 });
    bench.atMinute(18 * 60);
    await bench.answered();
    await bench.ended('far-hung-up', 'answered');
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'paused', why: 'shift' });
    expect(bench.dialled).toEqual([first]);
  });

  test('a phone that will not dial at all pauses the list instead of asking for ever', async () => {
    bench.refuse({ ok: false, why: 'cannot' });
    await bench.started(people(first));
    await bench.clock.pass(10 * minute);
    expect(bench.phase()).toEqual({ is: 'paused', why: 'registration' });
    expect(bench.claims).toHaveLength(1);
    expect(bench.entries()[0]).toMatchObject({ state: 'waiting', tries: [] });
  });
});

describe('may not be called', () => {
  test('a person whom a colleague calls is passed over', async () => {
    await bench.order({ do: 'add', people: people(first, second) });
    bench.byColleague(first);
    await bench.started([]);
    expect(bench.dialled).toEqual([second]);
    expect(bench.entries()[0]).toMatchObject({ state: 'waiting', why: 'taken' });
  });

  test('whoever sleeps is not called, and is called in the morning', async () => {
    bench.stop();
    // 22:30 in Moscow.
    bench = runnerBench({ start: Date.UTC(2026, 0, 31, 19, 30) });
    await bench.started(people(first));
    expect(bench.phase()).toMatchObject({ is: 'waiting', until: Date.UTC(2026, 1, 1, 6) });
    await bench.clock.pass(10 * 60 * minute);
    expect(bench.dialled).toEqual([]);
    await bench.clock.pass(31 * minute);
    expect(bench.dialled).toEqual([first]);
  });

  test('two computers of one agent: the one that does not dial keeps still', async () => {
    await bench.started(people(first, second), { interval: 0 });
    await bench.nextLeader(true, 'laptop');
    await bench.ended('busy');
    await bench.clock.pass(minute);
    expect(bench.phase()).toEqual({ is: 'elsewhere' });
    expect(bench.dialled).toEqual([first]);
  });
});
