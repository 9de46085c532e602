import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEngineConfig } from './config';

const cache = resolve(__dirname, '../../../.cache');
let folder = '';
beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'engine-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const plan = { scripts: { routing: { file: 'routing.js' } }, assignments: [{ script: 'routing' }] };
const faultsOf = (env: Record<string, string>): readonly string[] => {
  const read = readEngineConfig(env);
  return 'faults' in read ? read.faults : [];
};
const good = (): Record<string, string> => {
  file('routing.js', 'function main(data) { return data; }');
  return { ENGINE_KEY: 'k'.repeat(16), ENGINE_STORE: folder, ENGINE_PLAN: file('plan.json', plan) };
};

test('with nothing set, every variable that is missing is named at once', () => {
  expect(faultsOf({}).map((fault) => fault.split(' ')[0])).toEqual([
    'ENGINE_KEY',
    'ENGINE_STORE',
    'ENGINE_PLAN',
  ]);
});

test('what is wrong is named with its cure, all of it, and no password', () => {
  const faults = faultsOf({
    ENGINE_KEY: 'short',
    PORT: '70000',
    ENGINE_LOG: 'loud',
    ENGINE_STORE: '/somewhere',
    ENGINE_DATABASE: 'mysql://engine:secret@db/calls',
    ENGINE_PLAN: file('wrong.json', {
      scripts: { routing: { file: 7 } },
      assignments: [{ script: 'other' }],
    }),
  });
  expect(faults).toEqual([
    expect.stringContaining('ENGINE_KEY is shorter than 16 characters'),
    expect.stringContaining('PORT is not a whole number'),
    expect.stringContaining('ENGINE_STORE and ENGINE_DATABASE are both set'),
    expect.stringContaining('ENGINE_DATABASE is no address of a PostgreSQL'),
    expect.stringContaining('ENGINE_LOG is neither yes nor no'),
    expect.stringMatching(/^ENGINE_PLAN .*wrong\.json: .*scripts\.routing\.file/),
    expect.stringMatching(/^ENGINE_PLAN .*wrong\.json: .*assignments\[0\]\.script/),
  ]);
  expect(faults.join()).not.toContain('secret');
});

test.each([
  [
    'a plan that is not there',
    () => join(folder, 'nowhere.json'),
    /nowhere\.json: cannot be read as JSON: ENOENT/,
  ],
  ['a plan that is no JSON', () => file('torn.json', '{'), /torn\.json: cannot be read as JSON/],
  [
    'a script that is not there',
    () => file('lost.json', { scripts: { a: { file: 'lost.js' } } }),
    /scripts\.a\.file: there is no lost\.js beside the plan/,
  ],
])('%s is named before anything starts', (_what, path, said) => {
  const faults = faultsOf({ ...good(), ENGINE_PLAN: path() });
  expect(faults).toEqual([expect.stringMatching(said)]);
});

test('a bus of its own by default beside the plan’s files; a shared one by the database’s address', () => {
  const own = readEngineConfig(good());
  expect(own).toMatchObject({
    config: {
      host: '127.0.0.1',
      port: 8083,
      log: false,
      planFolder: folder,
      storeFolder: folder,
      database: undefined,
    },
  });
  const address = 'postgresql://engine:secret@db.example.com/calls';
  expect(
    readEngineConfig({
      ...good(),
      ENGINE_STORE: '',
      ENGINE_DATABASE: address,
      PORT: '9000',
      HOST: '0.0.0.0',
      ENGINE_LOG: 'yes',
    }),
  ).toMatchObject({
    config: { host: '0.0.0.0', port: 9000, log: true, storeFolder: undefined, database: address },
  });
});
