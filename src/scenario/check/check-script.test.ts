import { checkScript, faultLines } from './check-script';

const faults = (path: string, text: string): string[] =>
  checkScript(path, text)
    .filter(({ severity }) => severity === 'fault')
    .map(({ message, line }) => `${line}: ${message}`);
const warnings = (path: string, text: string): string[] =>
  checkScript(path, text)
    .filter(({ severity }) => severity === 'warning')
    .map(({ message }) => message);

const forge = 'scriptforge/routing.js';
const vox = 'voximplant/inbound.js';
const ended = '\nVoxEngine.terminate();';

test('a routing script as the platform shows it passes, in each of its three dialects', () => {
  expect(
    faults(
      forge,
      `import { kv } from 'cxKV';\nexport async function main(data) { await kv.get('a'); return data; }`,
    ),
  ).toEqual([]);
  expect(
    faults(
      forge,
      `const { incr } = require('cxKV');\nasync function main(data) { await incr('a'); return data; }`,
    ),
  ).toEqual([]);
  expect(faults(forge, `function main() { exit(vars()); }`)).toEqual([]);
});

test.each([
  ['a script that cannot be read', 'function main(data) { return', /^1: cannot be read: /],
  ['a script without a main', 'const x = 1;', /no main/],
  [
    'a module that uses require',
    `export function main() { return require('cxKV'); }`,
    /^1: require: belongs to scripts without import/,
  ],
  [
    'a library spelt wrongly',
    `import { kv } from 'cxKv';\nexport const main = () => kv;`,
    /^1: "cxKv" is spelt cxKV/,
  ],
  [
    'an unknown library',
    `import x from 'cxMySQL';\nexport const main = () => x;`,
    /"cxMySQL" is not simulated/,
  ],
  ['a Node module', `import fs from 'fs';\nexport const main = () => fs;`, /"fs" is neither/],
  ['a file named with .js', `import { f } from './other.js';\nexport const main = () => f;`, /without \.js/],
  ['Intl', `export const main = () => new Intl.DateTimeFormat();`, /^1: Intl: /],
  ['Buffer', `export const main = () => Buffer.from('');`, /Buffer: there is no Node/],
  ['code from text', `export const main = () => new Function('return 1')();`, /code from text/],
  ['a misspelt name', `export const main = (data) => dta;`, /dta is neither declared/],
  [
    'a write that nobody waits for',
    `import { kv } from 'cxKV';\nexport function main(data) { kv.set('a', '1'); return data; }`,
    /^2: a promise that nobody waits for/,
  ],
  [
    'an async function of its own that nobody waits for',
    `async function log() {}\nexport function main(data) { log(); return data; }`,
    /^2: a promise/,
  ],
  [
    'a then without a catch',
    `export function main(data) { fetch('x').then((r) => r); return data; }`,
    /a promise/,
  ],
])('ScriptForge: %s is a fault', (_what, text, expected) => {
  expect(faults(forge, text)).toEqual([expect.stringMatching(expected)]);
});

test('ScriptForge: what is only doubtful is a warning', () => {
  expect(warnings(forge, `export function main() { throw new Error('no route'); }`)).toEqual([
    expect.stringContaining('no SIP code'),
  ]);
  expect(warnings(forge, `let calls = 0;\nexport function main(data) { calls += 1; return data; }`)).toEqual([
    expect.stringContaining('keep it in cxKV'),
  ]);
  expect(warnings(forge, `export async function main(data) { await fetch('x'); return data; }`)).toEqual([
    expect.stringContaining('not documented'),
  ]);
  expect(warnings(forge, `const p = require('moment');\nfunction main(data) { p(); return data; }`)).toEqual([
    expect.stringContaining('the platform has it'),
  ]);
});

test('ScriptForge: a variable beside the functions is doubtful where a message writes it, and only there', () => {
  const read = `let limit = 5;\nvar unused;\nexport function main(data) { data.limit = limit; return data; }`;
  expect(warnings(forge, read)).toEqual([]);
  const written = `let seen = {}, last;\nexport function main(data) { ({ cli: last } = data); return data; }`;
  expect(warnings(forge, written)).toEqual([expect.stringMatching(/^a variable beside/)]);
  const counted = `let calls = 0;\nexport const main = (data) => { calls++; return data; };`;
  expect(warnings(forge, counted)).toHaveLength(1);
});

test('VoxEngine: a plain guarded scenario passes', () => {
  const text = `require(Modules.ApplicationStorage);
    VoxEngine.addEventListener(AppEvents.CallAlerting, async (e) => {
      try { await ApplicationStorage.get('a'); e.call?.answer(); } catch (error) { Logger.write(String(error)); VoxEngine.terminate(); }
    });`;
  expect(faults(vox, text)).toEqual([]);
});

test.each([
  ['a module', `import x from 'y';${ended}`, /one plain script/],
  ['private members', `class A { #a = 1; get() { return this.#a; } }\nnew A();${ended}`, /Firefox 90/],
  ['a method that came later', `[1].at(-1);${ended}`, /\.at\(\) came with Firefox 90/],
  ['fetch', `fetch('x').catch(() => 0);${ended}`, /fetch: VoxEngine has Net\.httpRequestAsync/],
  ['a page', `document.title;${ended}`, /there is no page/],
  [
    'a module never asked for',
    `const a = () => ApplicationStorage.get('a');\na;${ended}`,
    /require\(Modules\.ApplicationStorage\) is missing/,
  ],
  [
    'an async handler without a guard',
    `VoxEngine.addEventListener(AppEvents.Started, async () => { await Net.httpRequestAsync('x'); });${ended}`,
    /async handler/,
  ],
  ['a request that nobody waits for', `Net.httpRequestAsync('x');${ended}`, /a promise/],
  [
    'a ring time beyond the platform',
    `VoxEngine.callUser({ extraHeaders: { 'VI-CallTimeout': '5' } });${ended}`,
    /"10" to "400"/,
  ],
  [
    'a session without an end',
    `VoxEngine.addEventListener(AppEvents.Started, () => {});`,
    /nothing ends the session/,
  ],
])('VoxEngine: %s is a fault', (_what, text, expected) => {
  expect(faults(vox, text)).toContainEqual(expect.stringMatching(expected));
});

test('VoxEngine: size is counted in bytes, and the limit itself is refused', () => {
  const filled = (bytes: number): string => `//${'я'.repeat((bytes - ended.length - 2) / 2)}${ended}`;
  expect(Buffer.byteLength(filled(131_073 + (ended.length % 2)))).toBeGreaterThan(131_071);
  expect(faults(vox, filled(131_060 + (ended.length % 2)))).toEqual([]);
  expect(faults(vox, filled(131_074 + (ended.length % 2)))).toEqual([
    expect.stringContaining('takes less than 131072'),
  ]);
});

test('names that a platform would refuse are faults', () => {
  expect(faults(`voximplant/${'a'.repeat(30)}.js`, ended)).toEqual([
    expect.stringContaining('30 characters'),
  ]);
  expect(faults('scriptforge/my route.js', 'function main() {}')).toEqual([
    expect.stringContaining('my route'),
  ]);
});

test('every fault is told in one line with its place', () => {
  expect(faultLines(forge, 'export const main = () => Buffer;\nwindow;')).toEqual([
    `${forge}:1:27 fault: Buffer: there is no Node on the platform`,
    `${forge}:2:1 fault: window: there is no page on the platform`,
  ]);
});
