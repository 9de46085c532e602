import { told } from '../fakes/voxengine';
import { limits } from '../../src/engine/voxengine/limits';
import { tried } from './voxengine-lines';

describe('a scenario that does harm is stopped and named', () => {
  test.each([
    ['runs for ever', 'for (;;);', /longer than 1000 ms/],
    ['runs for ever after an await', 'await null; for (;;);', /longer than 1000 ms/],
    [
      'waits for ever in microtasks',
      'const on = () => Promise.resolve().then(on); on();',
      /longer than 1000 ms|16 MB/,
    ],
    ['matches a hopeless expression', '/(a+)+$/.test("a".repeat(40) + "b");', /longer than 1000 ms/],
    ['throws', 'throw new Error("oops");', /oops/],
    ['throws nothing', 'throw undefined;', /undefined/],
    ['throws something nasty', 'throw { get stack() { throw 1; } };', /cannot be shown/],
    [
      'leaves a rejection to nobody',
      'Promise.reject(new Error("lost"));',
      /unhandled promise rejection.*lost/s,
    ],
    ['listens with what is no function', 'setTimeout(undefined, 5);', /not a function/],
    ['recurses without end', 'const deep = () => deep() + 1; deep();', /call stack|longer than/i],
    ['hoards', 'const all = []; for (;;) all.push(new Array(1000).fill(1.5));', /16 MB/],
    ['hoards buffers', 'globalThis.kept = Array.from({ length: 60 }, () => new ArrayBuffer(1e6));', /16 MB/],
    ['makes a huge string', 'let text = "x"; for (;;) text += text;', /string length|16 MB/i],
    ['starts timers for ever', 'for (;;) setTimeout(() => 1, 1000);', /at most 100 active timers/],
    [
      'starts calls for ever',
      'for (;;) VoxEngine.callUser({ username: "x", callerid: "1" });',
      /things happened|longer than 1000 ms|16 MB/,
    ],
    [
      'ticks for ever',
      'VoxEngine.callUser({username: "101", callerid: "1"}); setInterval(() => 1, 1000);',
      /still running/,
    ],
    ['floods the log', 'for (;;) Logger.write("x");', /things happened/],
    ['asks for what is not emulated', 'VoxEngine.createConference({});', /createConference is not emulated/],
    [
      'asks for a whole part that is not emulated',
      'require(Modules.Avatar); VoximplantAvatar.createVoiceAvatar({});',
      /VoximplantAvatar\.createVoiceAvatar is not emulated/,
    ],
    ['is no script', '}); syntax error (() => {', /SyntaxError/],
  ])('%s', async (_what, code, why) => {
    const parties = { '*': { answers: 1, hangsUp: null } };
    const { fault } = await tried(code, { parties });
    expect(fault).toMatch(why);
  });

  test('and the next session runs as ever, while the thread of this one lived on', async () => {
    const lags: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => {
      lags.push(performance.now() - last - 10);
      last = performance.now();
    }, 10);
    const [bad, good] = await Promise.all([tried('for (;;);'), tried('log("well");')]);
    clearInterval(timer);
    expect([bad.fault === null, good.logs]).toEqual([false, ['well']]);
    expect(lags.length).toBeGreaterThan(20);
  });
});

describe('nothing of Node is within reach', () => {
  test.each([
    'this.constructor.constructor("return typeof process")()',
    'VoxEngine.addEventListener.constructor("return typeof process")()',
    'VoxEngine.callUser({username: "x", callerid: "1"}).id.constructor("return typeof process")()',
    'Net.httpRequestAsync("http://x.invalid/").constructor.constructor("return typeof process")()',
    'Date.constructor.constructor("return typeof process")()',
    'Logger.write.constructor("return typeof require + typeof process")()',
    '(() => { try { null.x } catch (e) { return e.constructor.constructor("return typeof process")() } })()',
    '(() => { try { setTimeout.call(null, 1, {}) } catch (e) { return e.constructor.constructor("return typeof process")() } })()',
    '[typeof fetch, typeof URL, typeof Buffer, typeof structuredClone, typeof TextEncoder].join()',
    'Object.getOwnPropertyNames(globalThis).filter((name) => /^[0-9a-f-]{36}$/.test(name)).join() || "undefined"',
  ])('%s', async (code) => {
    const { logs } = await tried(`log(${code});`);
    expect(
      logs
        .join()
        .replace(/undefined/g, '')
        .replace(/,|function/g, ''),
    ).toBe('');
  });
});

describe('the host’s limits', () => {
  const http = [{ url: '*', code: 200, after: 1 }];
  test('three requests at once, the others wait', async () => {
    const { logs } = await tried(
      'for (let i = 0; i < 7; i++) Net.httpRequestAsync("http://x/" + i).then(() => log(i + " " + Date.now() % 10000));',
      { http },
    );
    expect(logs).toEqual(['0 1000', '1 1000', '2 1000', '3 2000', '4 2000', '5 2000', '6 3000']);
  });
  test('the 36th request is refused', async () => {
    const { logs } = await tried(
      'for (let i = 0; i < 36; i++) Net.httpRequestAsync("http://x/" + i).catch((e) => log(e.message));',
      { http },
    );
    expect(logs).toEqual(['Exceeded the HTTP connection count limit!']);
  });
  test('requests that still wait at the end are dropped, those under way are answered', async () => {
    const atOnce = (many: number) =>
      tried(
        `for (let i = 0; i < ${many}; i++) Net.httpRequestAsync("http://x/" + i).then(() => log(i)); VoxEngine.terminate();`,
        { http },
      );
    const { logs, breaches } = await atOnce(5);
    expect(logs).toEqual(['0', '1', '2']);
    expect(breaches).toEqual(["the session's end drops 2 queued HTTP requests"]);
    expect((await atOnce(4)).breaches).toEqual(["the session's end drops 1 queued HTTP request"]);
  });
  test('after Terminating one request is allowed, and no timer', async () => {
    const { logs, run } = await tried(
      `VoxEngine.addEventListener(AppEvents.Terminating, () => {
        setTimeout(() => log('timer'), 10);
        Net.httpRequestAsync('http://x/1');
        try { Net.httpRequest('http://x/2', () => 1); } catch (e) { log(e.message); }
      }); VoxEngine.terminate();`,
      { http },
    );
    expect(logs).toEqual(['only one HTTP request is allowed after Terminating']);
    expect(told(run, 'http').filter((line) => line.includes('GET'))).toHaveLength(1);
  });
  test('a timeout is in seconds, a late answer is code -7', async () => {
    const { logs } = await tried(
      'const r = await Net.httpRequestAsync("http://x/", { timeout: 2 }); log(r.code + " " + Date.now() % 10000);',
      { http: [{ hangs: true }] },
    );
    expect(logs).toEqual(['-7 2000']);
  });
  test('a call without an answer fails after 60 s, a session without calls ends after 60 s', async () => {
    const { run } = await tried('VoxEngine.callPSTN("79991112233", "74951234567");', { parties: {} });
    expect(told(run, 'Failed')).toEqual(['60.0 79991112233 Failed']);
    expect(run.virtualMs).toBe(120_000);
    expect(run.realMs).toBeLessThan(5000);
  });
  test('ten unanswered calls at once, fifty in all', async () => {
    const call = '{ username: "x" + i, callerid: "1" }';
    const eleven = await tried(`for (let i = 0; i < 11; i++) VoxEngine.callUser(${call});`, { parties: {} });
    expect(told(eleven.run, 'Failed')[0]).toBe('0.0 x10 Failed');
    const many = await tried(
      `let i = 0; const next = () => { if (i++ < 55) VoxEngine.callUser(${call}).addEventListener(CallEvents.Failed, (e) => { if (e.code === 403) log(i); next(); }); }; next();`,
      { parties: { '*': { busy: 0.1 } } },
    );
    expect(many.logs[0]).toBe('51');
  });
  test('VI-CallTimeout ends a ring, and is 10 to 400', async () => {
    const of = (seconds: number) =>
      tried(
        `VoxEngine.callUser({ username: "101", callerid: "1", extraHeaders: { "VI-CallTimeout": "${seconds}" } });`,
        { parties: {} },
      );
    expect(told((await of(15)).run, 'Failed')).toEqual(['15.0 101 Failed']);
    expect((await of(5)).breaches).toEqual(['VI-CallTimeout 5: it must be 10 to 400']);
  });
  test('custom data has 200 bytes, a stored value 2,000 characters, an interval 100 ms', async () => {
    const { logs } = await tried(
      `try { VoxEngine.customData('я'.repeat(101)); } catch (e) { log(e.message); }
       await ApplicationStorage.put('k', 'x'.repeat(2001), 60).catch((e) => log(e.message));
       let n = 0; const id = setInterval(() => { if (++n === 3) { clearInterval(id); log(Date.now() % 1000); } }, 1);`.replace(
        'await',
        'require(Modules.ApplicationStorage); await',
      ),
    );
    expect(logs).toEqual([
      `customData is over ${limits.customData} bytes`,
      `the value is over ${limits.storageValue} characters`,
      '320',
    ]);
  });
});
