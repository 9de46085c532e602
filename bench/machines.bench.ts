import { test } from '@playwright/test';
import { callOf, machines, until, type Machine } from '../test/artefact/machines';
import { hasPostgres } from '../test/artefact/postgres';
import { median, quantile } from './quantile';
import { record } from './record';

/** Fewer by the environment, to try it out. */
const samples = Number(process.env['SAMPLES'] ?? 500);
const seconds = Number(process.env['SECONDS'] ?? 10);
const senders = 8;
const together = 100;
const settings = { CALL_LOGGING: 'elsewhere', AWAY_NOTIFICATIONS: 'off' };

/** Events a second that all gateways together put on the disk. */
async function throughput(all: readonly Machine[]): Promise<number> {
  let taken = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: senders }, async (_none, index) => {
      while (performance.now() - from < seconds * 1000) {
        const events = Array.from({ length: together }, () => callOf().ringing);
        await all[index % all.length]?.post(events);
        taken += together;
      }
    }),
  );
  return taken / ((performance.now() - from) / 1000);
}

for (const count of [1, 2, 3])
  test(`machines: ${count} over one database`, async () => {
    test.skip(!hasPostgres, 'Debian’s package postgresql is not installed');
    test.setTimeout(600_000);
    const world = await machines();
    try {
      const all: Machine[] = [];
      while (all.length < count) all.push(await world.start(settings));
      const [first, last] = [all[0], all[count - 1]];
      if (first === undefined || last === undefined) throw new Error('no gateway');
      const { socket, heard } = await world.agent(last);
      const times: number[] = [];
      while (times.length < samples) {
        const call = callOf();
        const from = performance.now();
        const seen = new Promise<void>((resolve) => {
          const look = (): void => {
            if (!heard.some(({ call_id }) => call_id === call.call_id)) return;
            socket.off('call', look);
            resolve();
          };
          socket.on('call', look);
        });
        await first.post([call.ringing]);
        await seen;
        times.push(performance.now() - from);
        heard.length = 0;
      }
      socket.close();
      const name = `${count} ${count === 1 ? 'gateway' : 'gateways'} over PostgreSQL`;
      record('machines', [
        {
          name: `${name}: event at the first, agent at the last, p50`,
          value: median(times),
          unit: 'ms',
          n: samples,
        },
        { name: `${name}: … p99`, value: quantile(times, 0.99), unit: 'ms', n: samples },
        {
          name: `${name}: durable events in batches of ${together}`,
          value: await throughput(all),
          unit: '/s',
        },
      ]);
    } finally {
      await world.stop();
    }
  });

test('machines: the leader is killed, another writes the call log', async () => {
  test.skip(!hasPostgres, 'Debian’s package postgresql is not installed');
  test.setTimeout(300_000);
  const world = await machines();
  try {
    let leader = await world.start();
    let next = await world.start();
    const isNoted = (id: string) => world.crm.ledger.notes.some(({ params }) => params['uniq'] === id);
    const timeOf = async (leaves: (machine: Machine) => Promise<unknown>): Promise<number> => {
      const before = callOf();
      await leader.post([before.ended]);
      await until(() => isNoted(before.call_id));
      const from = performance.now();
      await leaves(leader);
      const call = callOf();
      await next.post([call.ended]);
      await until(() => isNoted(call.call_id));
      const passed = performance.now() - from;
      await leader.start();
      [leader, next] = [next, leader];
      return passed;
    };
    const killed: number[] = [];
    const stopped: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      killed.push(await timeOf((machine) => machine.kill()));
      stopped.push(await timeOf((machine) => machine.asked()));
    }
    record('machines', [
      { name: 'leader killed -9 → a call is logged by another', value: median(killed), unit: 'ms', n: 3 },
      { name: 'leader stopped → a call is logged by another', value: median(stopped), unit: 'ms', n: 3 },
    ]);
  } finally {
    await world.stop();
  }
});
