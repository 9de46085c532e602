import type { ScriptFaultCode } from '../../src/engine/outcome';

/** What it does, its text, and what it is stopped for. */
export type Hostile = readonly [string, string, ScriptFaultCode];

const main = (body: string): string => `function main(data) { ${body} }`;
const asked = (body: string): string =>
  `const { kv, incr } = require('cxKV');\nasync function main(data) { ${body} }`;

export const hostileScripts: readonly Hostile[] = [
  ['endless loop', main('for (;;);'), 'time'],
  ['endless loop while it is loaded', 'for (;;);\nfunction main() {}', 'time'],
  ['endless loop that catches everything', main('for (;;) { try { for (;;); } catch (e) {} }'), 'time'],
  ['endless loop after an await', 'async function main() { await 1; for (;;); }', 'time'],
  ['endless loop after a host call', asked(`await kv.get('a'); for (;;);`), 'time'],
  ['endless loop in a timer', main('return new Promise(() => setTimeout(() => { for (;;); }, 1));'), 'time'],
  ['endless promise', main('return new Promise(() => {});'), 'time'],
  [
    'endless chain of promises',
    main('const next = () => void Promise.resolve().then(next); next(); return new Promise(() => {});'),
    'time',
  ],
  ['endless interval', main('return new Promise(() => setInterval(() => {}, 1));'), 'time'],
  [
    'endless generator',
    main('const g = (function* () { for (;;) yield 1; })(); for (const x of g);'),
    'time',
  ],
  ['endless getter in the result', main('return { get a() { for (;;); } };'), 'time'],
  ['endless toJSON in the result', main('return { toJSON() { for (;;); } };'), 'time'],
  ['endless then of the result', main('return { then() { for (;;); } };'), 'time'],
  ['endless stack getter of an error', main('throw { get message() { for (;;); } };'), 'time'],
  ['endless sort', main('for (;;) new Float64Array(1e5).map(Math.random).sort();'), 'time'],
  [
    'native loops that never look up',
    main(`const s = 'x'.repeat(1 << 20); for (let i = 0; i < 200; i += 1) s.split('').reverse().join('');`),
    'time',
  ],
  ['catastrophic expression', main(`return /^(a+)+$/.test('a'.repeat(40) + 'b');`), 'time'],
  ['200 MB of arrays', main('const kept = []; for (;;) kept.push(new Array(1000).fill(1));'), 'memory'],
  ['200 MB of small objects', main('const kept = []; for (;;) kept.push({ a: 1 });'), 'memory'],
  ['200 MB of buffers', main('const kept = []; for (;;) kept.push(new Uint8Array(1 << 20));'), 'memory'],
  ['one buffer of 200 MB', main('return new ArrayBuffer(200 * 1024 * 1024).byteLength;'), 'memory'],
  [
    '200 MB of text',
    main(`const kept = []; for (let i = 0; ; i += 1) kept.push('x'.repeat(1 << 16) + i);`),
    'memory',
  ],
  ['a map without end', main('const kept = new Map(); for (let i = 0; ; i += 1) kept.set(i, i);'), 'memory'],
  ['promises without end', main('const kept = []; for (;;) kept.push(new Promise(() => {}));'), 'memory'],
  [
    'promises that wait for each other without end',
    main('const next = () => Promise.resolve().then(next); next(); return new Promise(() => {});'),
    'memory',
  ],
  [
    '200 MB kept beside the functions',
    `const kept = [];\n${main('for (;;) kept.push({ a: 1 });')}`,
    'memory',
  ],
  ['deep recursion', main('return main(data);'), 'stack'],
  [
    'deep recursion through JSON',
    main('const deep = (n) => (n === 0 ? {} : { a: deep(n - 1) }); return deep(1e6);'),
    'stack',
  ],
  [
    'deep recursion through toString',
    main(`const o = { toString() { return '' + o; } }; return '' + o;`),
    'stack',
  ],
  ['host calls without end', asked('for (;;) await kv.get("a");'), 'host-calls'],
  [
    'host calls all at once',
    asked('for (let i = 0; i < 1e5; i += 1) incr("a").catch(() => {}); return data;'),
    'host-calls',
  ],
  [
    'host calls that catch every refusal',
    asked('for (;;) { try { kv.get("a"); } catch (e) {} }'),
    'host-calls',
  ],
  ['a value of 10 MB for the datastore', asked(`await kv.set('a', 'x'.repeat(10 * 1024 * 1024));`), 'size'],
  ['a result of 10 MB', main(`return 'x'.repeat(10 * 1024 * 1024);`), 'size'],
  ['a result that is a circle', main('const o = {}; o.o = o; return o;'), 'threw'],
  [
    'thousands of timers',
    main('for (let i = 0; i < 5000; i += 1) setTimeout(() => {}, 1e6); return data;'),
    'threw',
  ],
  [
    'thousands of intervals',
    main('for (let i = 0; i < 5000; i += 1) setInterval(() => {}, 1); return data;'),
    'threw',
  ],
  ['a log without end', main(`for (;;) console.log('x'.repeat(100));`), 'time'],
  ['lines of the log without end', main(`console.log('x'.repeat(50e6)); for (;;);`), 'time'],
  [
    'a wish for the disk',
    `import fs from 'node:fs';\nexport function main() { return fs.readdirSync('/'); }`,
    'import',
  ],
  [
    'a wish for the disk by require',
    main(`return require('child_process').execSync('id').toString();`),
    'import',
  ],
  [
    'a wish for the bridge below the libraries',
    `import bridge from '#bridge';\nexport function main() { return Object.keys(bridge); }`,
    'import',
  ],
  [
    'a host function of its own wish',
    `import 'cxKV';\nexport async function main() { return Object.getPrototypeOf(async () => {}).constructor('return import("process")')(); }`,
    'import',
  ],
  ['nothing to read', 'function main( {', 'syntax'],
  ['nothing to start', 'const x = 1;', 'entry'],
  ['an exception of nothing', main('throw undefined;'), 'threw'],
  ['an error that cannot be read', main('throw new Proxy({}, { get() { throw 1; } });'), 'threw'],
];

/** Tries to get at what is around the sandbox: each gives what it found, as text. */
export const escapes: readonly (readonly [string, string])[] = [
  [
    'the constructor of this',
    main(
      `return String(constructor.constructor('return typeof process.exit + typeof require("process")')());`,
    ),
  ],
  [
    'the constructor of a host function',
    main(`return typeof console.log.constructor('return process')().exit;`),
  ],
  [
    'the constructor of a host promise',
    asked(`return typeof kv.get('a').constructor.constructor('return process')().exit;`),
  ],
  [
    'the constructor of a host error',
    asked(
      `try { await kv.set('', ''); } catch (e) { return typeof e.constructor.constructor('return process')().exit; }`,
    ),
  ],
  [
    'the constructor of the message',
    main(`return typeof data.constructor.constructor('return process')().exit;`),
  ],
  [
    'globals of Node',
    main(
      'return [typeof Buffer, typeof setImmediate, typeof global, typeof WebAssembly, typeof process.binding].join();',
    ),
  ],
];

/** Changes what all objects share; whoever comes next must not notice. */
export const polluters: readonly (readonly [string, string])[] = [
  ['the prototype of objects', main(`Object.prototype.polluted = 'yes'; return data;`)],
  [
    'the prototype by a key of JSON',
    main(
      `const o = JSON.parse('{"__proto__":{"polluted":"yes"}}'); Object.assign({}.__proto__, o.__proto__); return data;`,
    ),
  ],
  [
    'JSON itself',
    main(
      `JSON.parse = () => ({ polluted: 'yes' }); JSON.stringify = () => '{"polluted":"yes"}'; return data;`,
    ),
  ],
  ['promises themselves', main(`Promise.prototype.then = function () { return this; }; return data;`)],
  ['a global', main(`globalThis.polluted = 'yes'; return data;`)],
  [
    'maps and arrays',
    main(`Map.prototype.get = () => 'yes'; Array.prototype.map = () => ['yes']; return data;`),
  ],
];
