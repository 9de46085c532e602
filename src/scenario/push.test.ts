import { deployVerbs } from './deploy-verbs';
import { join } from 'node:path';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { name, pushBench, text, yes } from '../../test/fakes/push-bench';

const bench = pushBench();

test('creates in its application, reads back, binds to the rule of its role', async () => {
  expect(await bench.run('push', yes)).toBe(0);
  expect(bench.deployed()).toBe(text);
  expect(bench.api.scenarios[0]!.application).toBe(7);
  expect(bench.api.rules[0]!.scenarios).toEqual([bench.api.scenarios[0]!.id]);
  expect(bench.printed).toContain(`${name}: created, read back and the same`);
  expect(bench.printed).toContain(`${name}: bound to rule "inbound" now`);
});

test('updates what is there, and a second push writes nothing', async () => {
  bench.api.add(name, 'old\n');
  expect(await bench.run('push', yes)).toBe(0);
  expect(bench.deployed()).toBe(text);
  expect(bench.writes()).toEqual(['SetScenarioInfo', 'BindScenario']);
  expect(await bench.run('push', yes)).toBe(0);
  expect(bench.printed).toBe(`${name}: same\n${name}: bound to rule "inbound"\n`);
  expect(bench.writes()).toEqual(['SetScenarioInfo', 'BindScenario']);
});

test('asks a person, and writes only after a yes', async () => {
  expect(await bench.run('push', { answer: false })).toBe(1);
  expect(bench.deployed()).toBeUndefined();
  expect(await bench.run('push', { answer: true })).toBe(0);
  expect(bench.asked).toEqual(['Write this change?', 'Write this change?']);
  expect(bench.deployed()).toBe(text);
});

test('without a person and without --yes it refuses', async () => {
  expect(await bench.run('push')).toBe(1);
  expect(bench.printed).toContain('--yes is not given: nothing was written');
  expect(bench.writes()).toEqual([]);
});

test('--dry-run shows all and writes nothing', async () => {
  expect(await bench.run('push', { words: ['--dry-run'] })).toBe(0);
  expect(bench.printed).toContain(`${name}: would be created`);
  expect(bench.printed).toContain(`${name}: would be bound to rule "inbound"`);
  expect(bench.writes()).toEqual([]);
});

test('a script that fails its check is refused before anything is asked', async () => {
  expect(await bench.run('push', { ...yes, faults: ['inbound.js: 140000 bytes'] })).toBe(1);
  expect(bench.printed).toBe('inbound.js: 140000 bytes\nNothing was written.\n');
  expect(bench.api.requests).toEqual([]);
});

test('what somebody creates while we are asked is not overwritten either', async () => {
  expect(await bench.run('push', { answer: true, onAsked: () => bench.api.add(name, 'theirs\n') })).toBe(1);
  expect(bench.deployed()).toBe('theirs\n');
});

test('a change in the panel since our last push is told, and kept', async () => {
  await bench.run('push', yes);
  bench.api.scenarios[0]!.script = 'edited in the browser\n';
  bench.built('new\n');
  expect(await bench.run('push', yes)).toBe(0);
  expect(bench.printed).toContain(`${name}: changed elsewhere since it was pushed from here`);
  expect(await bench.run('rollback', yes)).toBe(0);
  expect(bench.deployed()).toBe('edited in the browser\n');
});

test('no such rule, no such application: pushed, and told what is missing', async () => {
  bench.api.rules.length = 0;
  expect(await bench.run('push', yes)).toBe(0);
  expect(bench.printed).toContain('no rule "inbound" in crm.example.voximplant.com (there are: none)');
  bench.api.applications.length = 0;
  expect(await bench.run('push', yes)).toBe(0);
  expect(bench.printed).toContain('no application "crm" is to be seen in this account');
});

test('another rule by --rule; one that takes every call before it is told', async () => {
  bench.api.rules.unshift(bench.api.rules.pop()!);
  bench.api.rules[1]!.name = 'Company number';
  expect(await bench.run('push', { words: ['--yes', '--rule', 'inbound=Company number'] })).toBe(0);
  expect(bench.printed).toContain('rule "outbound" stands before it and takes every call');
  expect(bench.api.rules[1]!.scenarios).toHaveLength(1);
});

test('a name over 29 characters is refused with the arithmetic', async () => {
  const long = deployVerbs({}, { print: () => undefined, isColoured: false, confirm: undefined }, () => []);
  const words = ['--application', 'amocrm-telephony', '--environment', 'production', '--from'];
  await expect(long.push([...words, join(bench.folder, 'built')])).rejects.toThrow(
    'amocrm-telephony/production/inbound is too long: 16 + 1 + 10 + 1 + 7 = 35 characters, Voximplant takes 29. ' +
      'Shorten --application or --environment by 6.',
  );
});

test('nothing secret is bench.printed or kept', async () => {
  await bench.run('push', yes);
  const secret = 'PRIVATE KEY';
  const kept = readdirSync(join(bench.folder, 'history')).filter((file) => file.endsWith('l'));
  expect(
    bench.printed + kept.map((file) => readFileSync(join(bench.folder, 'history', file), 'utf8')).join(''),
  ).not.toContain(secret);
});

test('each push is remembered, and any text of it can be had again', async () => {
  await bench.run('push', yes);
  bench.built('second\n');
  await bench.run('push', yes);
  expect(await bench.run('history')).toBe(0);
  const [first, second] = bench.printed.trim().split('\n');
  expect(first).toMatch(/ crm\/production\/inbound {2}nothing -> [0-9a-f]{12}$/);
  const hash = first!.slice(-12);
  expect(second).toContain(`${hash} -> `);
  expect(await bench.run('rollback', yes)).toBe(0);
  expect(bench.deployed()).toBe(text);
  expect(
    await bench.run('rollback', { words: ['--yes', '--role', 'inbound', '--to', second!.slice(-12)] }),
  ).toBe(0);
  expect(bench.deployed()).toBe('second\n');
});

test('with no push from here there is nothing to go back to, and no history', async () => {
  bench.api.add(name, 'old\n');
  expect(await bench.run('rollback', yes)).toBe(1);
  expect(bench.printed).toMatch(/nothing was pushed to it from here, so .*\nNothing was written\.\n$/);
  expect(await bench.run('history')).toBe(0);
  expect(bench.printed).toBe(`${name}: nothing was pushed to it from here\n`);
  expect(bench.deployed()).toBe('old\n');
});

test('where one of two scripts has nothing to go back to, neither does, and the way for the other is named', async () => {
  bench.api.add(name, 'old\n');
  writeFileSync(join(bench.folder, 'built', 'outbound.js'), text);
  await bench.run('push', yes);
  expect(await bench.run('rollback', yes)).toBe(1);
  expect(bench.deployed()).toBe(text);
  expect(bench.printed).toContain('outbound: its last push from here made it');
  expect(bench.printed).toContain('Nothing was written. For the other alone: --role inbound.');
  expect(await bench.run('rollback', { words: ['--yes', '--role', 'inbound'] })).toBe(0);
  expect(bench.deployed()).toBe('old\n');
});
