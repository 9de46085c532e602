import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptProcess } from './kept-process';
import { portFree } from './port-free';

const folder = mkdtempSync(join(tmpdir(), 'kept-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = (name: string, body: string): string => {
  const file = join(folder, `${name}.js`);
  writeFileSync(file, body);
  return file;
};
const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('a gateway that dies is started again with the same environment, and said so', async () => {
  const births = join(folder, 'births');
  writeFileSync(births, '');
  const file = program(
    'mortal',
    `require('fs').appendFileSync(process.env.BIRTHS, process.env.STORE_PATH + ' '); setInterval(() => {}, 1000);`,
  );
  const lines: string[] = [];
  const gateway = keptProcess({
    ...{ name: 'the gateway', file },
    env: { BIRTHS: births, STORE_PATH: 'kept' },
    say: (line) => lines.push(line),
  });
  const bornTimes = (times: number) => until(() => readFileSync(births, 'utf8') === 'kept '.repeat(times));
  await bornTimes(1);
  const first = gateway.status().pid!;
  process.kill(first, 'SIGKILL');
  await bornTimes(2);
  expect(gateway.status()).toMatchObject({ restarts: 1 });
  expect(gateway.status().pid).not.toBe(first);
  expect(lines).toEqual(['the gateway has ended (SIGKILL), starting it again']);
  await gateway.stop();
  expect(() => process.kill(gateway.status().pid!, 0)).toThrow();
});

test('a gateway that was stopped stays away', async () => {
  const gateway = keptProcess({
    ...{ name: 'it', env: {}, say: () => undefined },
    file: program('idle', 'setInterval(() => {}, 1000);'),
  });
  await gateway.stop();
  await gateway.stop();
  expect(gateway.status().restarts).toBe(0);
});

test('a port is free until somebody listens there', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await portFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await portFree(port)).toBe(true);
});
