import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCheckpoints, type Checkpoints } from './checkpoints';

const folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Copies that find `left` pages in the log each time; what the store is asked for goes into `asked`. */
function copies(left: number) {
  const program = join(folder, `${left}.cjs`);
  writeFileSync(
    program,
    `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', (word) => {
      if (word === 'close') return parentPort.close();
      parentPort.postMessage({ pages: ${left} });
    });`,
  );
  let finished = 0;
  const onDeath = (error: Error): never => {
    throw error;
  };
  const checkpoints = startCheckpoints(program, 'calls.db', { finish: () => (finished += 1), onDeath });
  return { checkpoints, finished: () => finished };
}

/** A PBX that never pauses, until the log has been copied so often. */
async function writing(checkpoints: Checkpoints, enough: () => boolean): Promise<void> {
  while (!enough()) {
    for (let count = 0; count < 100; count += 1) checkpoints.written(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a log that has grown long begins anew, though somebody always writes', async () => {
  const { checkpoints, finished } = copies(8_001);
  await writing(checkpoints, () => finished() === 3);
  await checkpoints.close();
});

test('a short log is copied and the store is not asked to pause', async () => {
  const { checkpoints, finished } = copies(7_000);
  let rounds = 0;
  await writing(checkpoints, () => (rounds += 1) > 500);
  await checkpoints.close();
  expect(finished()).toBe(0);
});

test('a store that closes after its thread has ended does not wait for it', async () => {
  const { checkpoints } = copies(0);
  await checkpoints.close();
  await checkpoints.close();
});
