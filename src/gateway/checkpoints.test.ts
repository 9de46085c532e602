import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpointed } from './checkpoint-worker';
import { startCheckpoints, type Checkpoints } from './checkpoints';

const folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Copies that say this each time. */
function copies(said: Checkpointed, finish = (): void => undefined) {
  const program = join(folder, 'copier.cjs');
  writeFileSync(
    program,
    `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', (word) => {
      if (word === 'close') return parentPort.close();
      parentPort.postMessage(${JSON.stringify(said)});
    });`,
  );
  let finished = 0;
  const onDeath = (error: Error): never => {
    throw error;
  };
  const faults: string[] = [];
  const checkpoints = startCheckpoints(program, 'calls.db', {
    finish: () => {
      finished += 1;
      finish();
    },
    onFault: (message) => faults.push(message),
    onDeath,
  });
  return { checkpoints, finished: () => finished, faults };
}

/** A PBX that never pauses, until the log has been copied so often. */
async function writing(checkpoints: Checkpoints, enough: () => boolean): Promise<void> {
  while (!enough()) {
    for (let count = 0; count < 100; count += 1) checkpoints.written(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a log that has grown long begins anew, though somebody always writes', async () => {
  const { checkpoints, finished } = copies({ pages: 8_001 });
  await writing(checkpoints, () => finished() === 3);
  await checkpoints.close();
});

test('a short log is copied and the store is not asked to pause', async () => {
  const { checkpoints, finished } = copies({ pages: 7_000 });
  let rounds = 0;
  await writing(checkpoints, () => (rounds += 1) > 500);
  await checkpoints.close();
  expect(finished()).toBe(0);
});

test('a store that closes after its thread has ended does not wait for it', async () => {
  const { checkpoints } = copies({ pages: 0 });
  await checkpoints.close();
  await checkpoints.close();
});

test('a store whose log cannot be copied or begun anew goes on, and says why once while that stays so', async () => {
  let fault = 'database or disk is full';
  const { checkpoints, finished, faults } = copies({ pages: 8_001 }, () => {
    if (fault !== '') throw new Error(fault);
  });
  await writing(checkpoints, () => finished() === 3);
  expect(faults).toEqual([fault]);
  fault = '';
  await writing(checkpoints, () => finished() === 5);
  fault = 'database or disk is full';
  await writing(checkpoints, () => finished() === 7);
  await checkpoints.close();
  expect(faults).toEqual([fault, fault]);

  const uncopied = copies({ fault });
  await writing(uncopied.checkpoints, () => uncopied.faults.length === 1);
  let rounds = 0;
  await writing(uncopied.checkpoints, () => (rounds += 1) > 500);
  await uncopied.checkpoints.close();
  expect(uncopied.faults).toEqual([fault]);
});
