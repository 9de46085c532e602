import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crashMatrix } from '../logging/crash-matrix';

const seed = Number(process.env['SEED'] ?? 20_261_121);

test(`a failing CRM and a gateway killed in mid-work lose and double no call (seed ${seed})`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gateway-logging-'));
  try {
    const verdict = await crashMatrix({
      ...{ seed, calls: 200, kills: 4, rate: 7, folder, patience: 100_000 },
      // No hanging here: it takes the whole of a request's deadline. `npm run bench -- logging` has it.
      shares: {
        '429': 0.03,
        '500': 0.02,
        '504, done': 0.04,
        reset: 0.02,
        'reset, done': 0.05,
        'html for json': 0.02,
        'cut json, done': 0.03,
        half: 0.03,
      },
    });
    const { lost, doubled, mute, strange, refused, kills } = verdict;
    console.log(`${verdict.requests} requests, at most ${verdict.peak} in a second, ${verdict.seconds} s`);
    expect({ lost, doubled, mute, strange, refused, kills }).toEqual({
      ...{ lost: [], doubled: [], mute: [], strange: [], refused: 0, kills: 4 },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 110_000);
