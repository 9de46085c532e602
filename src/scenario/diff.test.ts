import { account } from '../../test/fakes/voximplant-api';
import { name, pushBench, text } from '../../test/fakes/push-bench';

const bench = pushBench();

test('a scenario that is not there yet is all new', async () => {
  expect(await bench.run('diff')).toBe(1);
  expect(bench.printed).toBe(
    `--- /dev/null\n+++ ${name}\n@@ -0,0 +1,2 @@\n+VoxEngine.terminate();\n+// Звонок\n`,
  );
  expect(bench.writes()).toEqual([]);
});

test('the same text with other line ends is the same', async () => {
  bench.api.add(name, text);
  expect(await bench.run('diff')).toBe(0);
  expect(bench.printed).toBe(`${name}: same\n`);
});

test('names that only contain ours, in any case, are not ours', async () => {
  for (let index = 0; index < 130; index += 1) bench.api.add(`${name}${index}`, 'other');
  bench.api.add(name.toUpperCase(), 'other');
  bench.api.add(name, text);
  expect(await bench.run('diff')).toBe(0);
});

test('credentials that are not accepted: exit 2, the cure, no secret', async () => {
  const env = {
    VOXIMPLANT_CREDENTIALS: '',
    VOXIMPLANT_ACCOUNT_ID: '28',
    VOXIMPLANT_API_KEY: 'wrong-secret',
  };
  expect(await bench.run('diff', { env })).toBe(2);
  expect(bench.printed).toMatch(/error 100.*credentials are not accepted/);
  expect(bench.printed).not.toContain('wrong-secret');
});

test('an API key works as well, and is in no address', async () => {
  bench.api.add(name, text);
  const env = {
    ...{ VOXIMPLANT_CREDENTIALS: '', VOXIMPLANT_ACCOUNT_ID: String(account.id) },
    VOXIMPLANT_API_KEY: account.apiKey,
  };
  expect(await bench.run('diff', { env })).toBe(0);
  expect(bench.api.requests.every(({ method }) => !method.includes(account.apiKey))).toBe(true);
});
