import type { HostNames } from './find-globals';

const gone = {
  Intl: 'the platform’s engine has no Intl: reckon with a fixed offset from UTC',
  structuredClone: 'the platform’s engine lacks it: use JSON.parse(JSON.stringify(…))',
  URL: 'the platform’s engine lacks it: join addresses as text',
  URLSearchParams: 'the platform’s engine lacks it: use encodeURIComponent',
  TextEncoder: 'the platform’s engine lacks it',
  TextDecoder: 'the platform’s engine lacks it',
  Buffer: 'there is no Node on the platform',
  WebAssembly: 'the platform’s engine lacks it',
  XMLHttpRequest: 'there is no page on the platform',
  window: 'there is no page on the platform',
  document: 'there is no page on the platform',
  navigator: 'there is no page on the platform',
  localStorage: 'there is no page on the platform: keep values in cxKV',
  global: 'there is no Node on the platform: say globalThis',
  __dirname: 'there is no Node on the platform',
  __filename: 'there is no Node on the platform',
  eval: 'code from text is refused',
  Function: 'code from text is refused',
  setImmediate: 'there is no Node on the platform',
};

const everywhere = ['console', 'process', 'setEnvVar', 'fetch', 'queueMicrotask', 'performance'];
const timers = ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'];
const old = ['require', 'module', 'exports', 'vars', 'exit', 'err', 'connex', 'api'];
const notInModules = 'belongs to scripts without import and export: import what is needed';

/** What scripts of the platform's present kind (modules) and of its older ones find. */
export const scriptForgeNames = (isModule: boolean): HostNames => ({
  host: 'ScriptForge',
  given: new Set([...everywhere, ...timers, ...(isModule ? [] : old)]),
  missing: isModule ? { ...gone, ...Object.fromEntries(old.map((name) => [name, notInModules])) } : gone,
  unknown: () => 'fault',
});

/** Globals that are there as far as one can tell, with what is not known of them. */
export const doubtful: Readonly<Record<string, string>> = {
  fetch: 'whether the platform turns fetch on is not documented: keep another way, or try it on an account',
  setTimeout: 'timers in a script that routes calls only make it late',
  setInterval: 'timers in a script that routes calls only make it late',
};

/** Modules of the platform that are not simulated here: its own, and those that type App may require. */
export const platformModules: ReadonlySet<string> = new Set([
  'cxCallControl',
  'cxJob',
  'cxKysely',
  'cxMcpServer',
  'cxPubSub',
  'cxRegistry',
  'cxRouter',
  'cxWebSocket',
  'axios-cookiejar-support',
  'card-validator',
  'csv-parse/lib/sync',
  'data-forge',
  'decompress-zip',
  'elasticemail-webapiclient',
  'fast-csv',
  'fast-toml',
  'ftp',
  'helpscout-2.0',
  'moment',
  'rss-parser',
  'soap',
  'stripe',
  'tough-cookie',
]);
