import { test } from '@playwright/test';
import { crashMatrix } from '../test/logging/crash-matrix';
import { outage } from '../test/logging/outage';
import { record } from './record';
import { storeFolder } from './store-folder';

const seed = Number(process.env['SEED'] ?? 20_261_121);
/** Fewer by the environment, to try it out. */
const calls = Number(process.env['CALLS'] ?? 10_000);
const kills = Math.min(24, Math.ceil(calls / 100));
const rate = 7;
const patience = 2_400_000;

/** Share of requests that each mood spoils: one in six of all. */
const shares = {
  '429': 0.02,
  '500': 0.01,
  '500, done': 0.01,
  '502': 0.01,
  '504': 0.015,
  '504, done': 0.02,
  hang: 0.0005,
  'hang, done': 0.0015,
  reset: 0.015,
  'reset, done': 0.02,
  'html for json': 0.01,
  'html for json, done': 0.01,
  'cut json, done': 0.01,
  half: 0.015,
} as const;

test('logging: ended calls, a CRM in every mood, a gateway killed in mid-work', async () => {
  test.setTimeout(patience + 60_000);
  const store = storeFolder();
  try {
    const ran = await crashMatrix({ seed, calls, kills, rate, shares, folder: store.path, patience });
    console.log(`seed ${seed}: ${calls} ended calls, killed ${ran.kills} times, ${ran.requests} requests`);
    for (const [what, times] of [...ran.met, ...ran.asked].sort(([, a], [, b]) => b - a))
      console.log(`  ${times} × ${what}`);
    for (const [what, ids] of Object.entries({ lost: ran.lost, doubled: ran.doubled, mute: ran.mute }))
      if (ids.length > 0) console.log(`${what}: ${ids.slice(0, 20).join(', ')}`);
    record('logging', [
      { name: 'calls lost', value: ran.lost.length, unit: `of ${calls}`, floor: '0', n: calls },
      {
        name: 'calls, contacts doubled',
        value: ran.doubled.length,
        unit: `of ${calls}`,
        floor: '0',
        n: calls,
      },
      { name: 'recordings missing', value: ran.mute.length, unit: `of ${calls}`, floor: '0', n: calls },
      { name: 'killed with -9 meanwhile', value: ran.kills, unit: 'times', floor: '≥ 20' },
      { name: 'requests to the CRM', value: ran.requests, unit: '' },
      { name: 'requests spoiled', value: (1 - (ran.met.get('well') ?? 0) / ran.requests) * 100, unit: '%' },
      { name: `most requests in a second, set to ${rate}`, value: ran.peak, unit: '/s' },
      { name: 'from the first event to the last log', value: ran.seconds, unit: 's' },
    ]);
  } finally {
    store.remove();
  }
});

test('logging: two hours without the CRM, in simulated time', async () => {
  const store = storeFolder();
  const pace = 6;
  const spoken = 7_200;
  try {
    const ran = await outage({ seed, calls: spoken, outageMinutes: 120, rate: pace, folder: store.path });
    const wrong = [...ran.lost, ...ran.doubled, ...ran.disordered];
    if (wrong.length > 0) console.log(wrong.slice(0, 20).join(', '));
    const [before, after] = ran.heap;
    record('logging', [
      { name: '2 h outage: calls lost', value: ran.lost.length, unit: `of ${spoken}`, floor: '0', n: spoken },
      { name: '2 h outage: doubled', value: ran.doubled.length, unit: `of ${spoken}`, floor: '0', n: spoken },
      { name: '2 h outage: out of order', value: ran.disordered.length, unit: `of ${spoken}`, floor: '0' },
      {
        name: `2 h outage: most requests in a second, set to ${pace}`,
        value: ran.peak,
        unit: '/s',
        floor: '≤ 7',
      },
      { name: '2 h outage: requests while it lasts', value: ran.requestsInOutage, unit: '' },
      { name: '2 h outage: requests until all is written', value: ran.requestsToDrain, unit: '' },
      { name: '2 h outage: written after', value: ran.drainedIn, unit: 's of simulated time' },
      { name: '2 h outage: heap grown by', value: (after - before) / 1024 ** 2, unit: 'MB' },
    ]);
  } finally {
    store.remove();
  }
});
