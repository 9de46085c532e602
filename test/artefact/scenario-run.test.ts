import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';

jest.setTimeout(30_000);

const command = resolve(__dirname, '../../dist/scenario/index.js');
let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'scenario-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
function scenario(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}
const run = (text: string, ...words: string[]) => scenario('run', file('script.js', text), ...words);

test('a script is run with the platform’s own test message; result, log and time are printed', () => {
  const { code, out } = run(`export function main(data) { console.log('hello', data); return data; }`);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^log {4,}hello \{"routing":\{\}\}\nresult +\{"routing":\{\}\}\ntime +[\d.]+ ms of 2000 ms\n$/,
  );
});

test.each([
  ['generation 1', `function main() { exit(vars().routing); }`],
  ['generation 2', `function main(data) { return data.routing; }`],
  ['generation 2, promised', `function main(data) { return Promise.resolve(data.routing); }`],
  ['generation 2, by module.exports', `module.exports = { main: async (data) => data.routing };`],
  ['generation 2, with the global vars', `function main() { return vars.routing; }`],
  ['generation 3', `export function main(data) { return data.routing; }`],
  ['generation 3, by default', `export default (data) => data.routing;`],
  ['a list of exports', `const main = (data) => data.routing;\nexport { main };`],
  [
    'a script that waits at its top level',
    `const found = await Promise.resolve('7');\nexport const main = () => ({ cli: found });`,
  ],
])('%s runs', (_what, text) => {
  const { code, out } = run(text, '--host', 'scriptforge', '--message', '{"routing":{"cli":"7"}}');
  expect(out).toContain('result  {"cli":"7"}');
  expect(code).toBe(0);
});

test.each([
  ['throws', `function main() { null.x; }`, [], /^failed +threw: TypeError: .* \(script\.js:1:\d+\)$/m],
  [
    'runs past its time',
    `function main() { for (;;); }`,
    ['--timeout', '150'],
    /^failed +time: ran past its 150 ms$/m,
  ],
  [
    'needs too much memory',
    `function main() { const a = []; for (;;) a.push(new Uint8Array(1e6)); }`,
    ['--memory', '20', '--timeout', '20000'],
    /^failed +memory: needed more than its 20 MB$/m,
  ],
  ['refuses the call', `function main() { throw new Error('603 Blocked'); }`, [], /^refused +603 Blocked/m],
  ['cannot be read', `function main( {`, [], /^failed +syntax: Unexpected token \(script\.js:1:17\)$/m],
  ['has no main', `const x = 1;`, [], /^failed +entry: /m],
])('a script that %s says so, and the exit code is 1', (_what, text, words, expected) => {
  const { code, out } = run(text, ...words);
  expect(out).toMatch(expected);
  expect(code).toBe(1);
});

test('memory is what the script may fill: just below its limit it fits', () => {
  const text = `function main() { const a = []; for (let i = 0; i < 90; i += 1) a.push(new Uint8Array(1 << 20)); return a.length; }`;
  expect(run(text, '--memory', '100').out).toContain('result  90');
  expect(run(text, '--memory', '80').out).toContain('memory: needed more than its 80 MB');
});

test('files of the same app are found beside the script', () => {
  file('other.js', `export const twice = (n) => n * 2;`);
  expect(run(`import { twice } from './other';\nexport const main = () => twice(21);`).out).toContain(
    'result  42',
  );
  file('older.js', `module.exports = { thrice: (n) => n * 3 };`);
  expect(run(`const { thrice } = require('older');\nfunction main() { return thrice(14); }`).out).toContain(
    'result  42',
  );
});

test('the datastore is whole, with types and times to live', () => {
  const text = `import { kv, ko, incr, keys, usage } from 'cxKV';
    export async function main() {
      await kv.set('a', 1, 60);
      await ko.set('o', { deep: [1] });
      await incr('n'); await incr('n', 41);
      return [await kv.get('a'), await ko.get('o'), await kv.get('n'), await kv.get('none'), await keys(), await usage()];
    }`;
  expect(run(text).out).toContain('result  ["1",{"deep":[1]},"42",null,["a","n","o"],{"keys":3,"size":18}]');
});

test('what the script asks of absent services is answered from a file, or named', () => {
  const text = `const rest = require('cxRest').auth('api@example.com'); async function main() { return (await rest.get('cli')).length; }`;
  expect(run(text, '--answers', '{"cxRest.get cli":[1,2]}').out).toContain('result  2');
  const made = `import auth from 'cxRest'; export async function main() { return (await new auth('api').get('cli')).length; }`;
  expect(run(made, '--answers', '{"cxRest.get cli":[1,2]}').out).toContain('result  2');
  const answers = file('answers.json', '{"cxRest.get":[1,2,3]}');
  expect(run(text, '--answers', `@${answers}`).out).toContain('result  3');
  expect(run(text).out).toContain(
    'cxRest.get: no answer is recorded for it here; give one under "cxRest.get cli"',
  );
});

test('a Class 5 script talks to a described call', () => {
  const calls = file('calls.json', '{"variables":{"sip_from_user":"101"},"digits":["1234"]}');
  const text = `async function main(data, ctx) { await ctx.answer(); const { value } = await ctx.ivr('a.wav', 10, 4, 4); await ctx.tts('from ' + ctx.get('sip_from_user')); return value; }`;
  const { out } = run(text, '--calls', calls);
  expect(out).toContain('info    call: answer()\ninfo    call: ivr("a.wav", 10, 4, 4)');
  expect(out).toContain('call: tts("from 101")');
  expect(out).toContain('result  "1234"');
});

test('HTTP reaches the hosts that are allowed, and no other', async () => {
  const server = createServer((request, response) => response.end(JSON.stringify({ path: request.url })));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const path = file(
    'web.js',
    `export async function main() { return (await (await fetch('http://${host}/a')).json()).path; }`,
  );
  const out = (...words: string[]): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [command, 'run', path, ...words]);
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.on('close', () => resolve(text));
    });
  expect(await out('--allow-host', host)).toContain('result  "/a"');
  expect(await out()).toContain(`${host} is not among the hosts that scripts may reach (none)`);
  server.close();
});

test.each([
  [['run'], /name one file/],
  [['run', 'none.js'], /none\.js does not exist/],
  [['run', 'x.js', '--host', 'asterisk'], /does not exist|give one of voximplant, scriptforge/],
  [['run', 'x.js', '--speed', '1'], /--speed is not an option; there are /],
  [[], /say what to do: .*check.*run/],
])('a command line that cannot be understood is told in one line: %j', (words, expected) => {
  const { code, err } = scenario(...words);
  expect(err).toMatch(expected);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(2);
});

test('numbers beyond their range are refused with the range', () => {
  expect(run('', '--memory', '5').err).toContain('--memory 5: give a whole number from 10 to 1024');
  expect(run('', '--timeout', 'soon').err).toContain('--timeout soon: give a whole number from 1 to 600000');
  expect(run('', '--message', '{').err).toContain('--message is not JSON');
});

test('check tells every fault of every file in one line each', () => {
  const good = file('good.js', 'export function main(data) { return data; }');
  const bad = file(
    'bad.js',
    `import fs from 'fs';\nexport function main() { Promise.reject(fs); return Intl; }`,
  );
  const { code, out } = scenario('check', good, bad);
  expect(out.trim().split('\n')).toEqual([
    `${good} ok, 43 bytes`,
    expect.stringContaining(`${bad}:1:1 fault: "fs"`),
    expect.stringContaining(`${bad}:2:26 fault: a promise`),
    expect.stringContaining(`${bad}:2:53 fault: Intl`),
  ]);
  expect(code).toBe(1);
  expect(scenario('check', good).code).toBe(0);
});
