import { emulated, told } from '../fakes/voxengine';
import { limits } from '../../src/engine/voxengine/limits';

/** Runs lines at the session's start; what it logged, and why it was killed, if it was. */
async function tried(code: string, calls: object = {}) {
  const run = await emulated(
    `VoxEngine.addEventListener(AppEvents.Started, ${code.includes('await') ? 'async ' : ''}() => {
      const log = (word) => Logger.write(String(word));
      ${code}
    });`,
    { inbound: null, ...calls },
  );
  const words = (kind: string) => run.entries.filter((entry) => entry.kind === kind).map(({ text }) => text);
  return { run, logs: words('log'), breaches: words('breach'), fault: run.fault };
}

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
    const { logs, breaches } = await tried(
      'for (let i = 0; i < 5; i++) Net.httpRequestAsync("http://x/" + i).then(() => log(i)); VoxEngine.terminate();',
      { http },
    );
    expect(logs).toEqual(['0', '1', '2']);
    expect(breaches).toEqual(["2 queued HTTP requests are dropped at the session's end"]);
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

describe('what real scenarios use', () => {
  test('what Firefox 81 has not is not there, what it has is', async () => {
    const { logs } = await tried(
      `log([[].at, ''.at, Object.hasOwn, [].findLast, [].toSorted, Object.groupBy].map((each) => typeof each));
       log([''.replaceAll, Promise.any, Object.fromEntries, [].flat, globalThis].map((each) => typeof each));`,
    );
    expect(logs).toEqual([Array(6).fill('undefined').join(), 'function,function,function,function,object']);
  });
  test('whoever asks the session’s own address gets what the listener returns', async () => {
    const run = await emulated(
      `VoxEngine.addEventListener(AppEvents.HttpRequest, (e) => { VoxEngine.terminate(); return { heard: e.content }; });`,
      { requests: [{ after: 3, path: '/hangup', content: 'now' }] },
    );
    expect(told(run, 'http')).toEqual(['3.0  POST /hangup is answered: {"heard":"now"}']);
    expect(run.virtualMs).toBeLessThan(3100);
  });
  test('a zone’s time of day is known', async () => {
    const { logs } = await tried(`log(getLocalTime('Asia/Yekaterinburg', new Date()).getHours());`);
    expect(logs).toEqual(['14']);
  });
  test('digits are heard after handleTones alone', async () => {
    const scenario = (handles: string) => `
      VoxEngine.addEventListener(AppEvents.CallAlerting, ({ call }) => {
        ${handles}
        call.addEventListener(CallEvents.ToneReceived, (e) => Logger.write(e.tone));
        call.addEventListener(CallEvents.Disconnected, VoxEngine.terminate);
        call.answer();
      });`;
    const calls = { inbound: { digits: '1#', hangsUp: 5 } };
    const heard = async (handles: string) => told(await emulated(scenario(handles), calls), 'log');
    expect(await heard('call.handleTones(true);')).toEqual(['2.0  1', '2.3  #']);
    expect(await heard('')).toEqual([]);
  });
  test('a stopped sound does not finish, a spoken text takes its time', async () => {
    const run = await emulated(
      `VoxEngine.addEventListener(AppEvents.CallAlerting, ({ call }) => {
        call.addEventListener(CallEvents.Connected, () => { call.startPlayback('http://x/a.mp3'); setTimeout(() => call.stopPlayback(), 1000); setTimeout(() => call.say('Good day to you'), 5000); });
        call.addEventListener(CallEvents.PlaybackFinished, () => VoxEngine.terminate());
        call.answer();
      });`,
      { sounds: { 'http://x/a.mp3': 2 } },
    );
    expect(told(run, 'PlaybackFinished')).toEqual(['6.1 caller PlaybackFinished']);
  });
  test('easyProcess closes the session with the first leg that fails', async () => {
    const run = await emulated(
      `VoxEngine.addEventListener(AppEvents.CallAlerting, (e) => {
        VoxEngine.easyProcess(e.call, VoxEngine.callUser({ username: '101', callerid: e.callerid }));
      });`,
      { parties: { '101': { busy: 3 } } },
    );
    expect(run.virtualMs).toBeLessThan(3100);
  });
  test('secrets that are missing are undefined, digests are hex, ids are unique', async () => {
    const { logs } = await tried(
      `log(VoxEngine.getSecretValue('A') + VoxEngine.getSecretValue('toString'));
       log(Crypto.hmac_sha256('key', 'data')); log(uuidgen() !== uuidgen());
       log(base64_encode('Звонок') + bytes2str(base64_decode('0JfQstC+0L3QvtC6')) + bytes2hex(str2bytes('я')));`,
      { secrets: { A: 'a' } },
    );
    expect(logs).toEqual([
      'aundefined',
      '5031fe3d989c6d1537a013fa6e739da23463fdaec3b70137d828e36ace221bd0',
      'true',
      '0JfQstC+0L3QvtC6Звонокd18f',
    ]);
  });
  test('several scenarios of one rule share one context, in their order', async () => {
    const scripts = ["const shared = { word: 'hello' };", 'Logger.write(shared.word);'];
    expect(told(await emulated(scripts, { inbound: null }), 'log')).toEqual(['0.0  hello']);
    expect((await emulated(scripts.reverse(), { inbound: null })).fault).toMatch(/shared is not defined/);
  });
});
