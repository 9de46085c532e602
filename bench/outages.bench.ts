import { expect, test } from '@playwright/test';
import { dice } from '../src/sandbox/crm/demo/dice';
import { aCall, agents, gatewayAtWork, type AgentName } from '../test/artefact/gateway-at-work';
import type { SessionAnswer } from '../src/protocol/agent-socket';
import { record } from './record';
import { steadyAgent } from './steady-agent';

const seed = Number(process.env['SEED'] ?? 20_261_121);
/** Fewer by the environment, to try it out. */
const drops = Number(process.env['DROPS'] ?? 1_000);
const kills = Math.ceil(drops / 50);
const browsers = 20;
const senders = 8;
/** Events acknowledged between two lost connections, at the most. */
const between = 40;
const patience = 120_000;

test('outages: sockets lost at random, the gateway killed under load, and what came of the calls', async () => {
  test.setTimeout(1_800_000);
  const chance = dice(seed);
  const gateway = await gatewayAtWork({ LOG_LEVEL: 'fatal', AWAY_NOTIFICATIONS: 'off' });
  const names: readonly AgentName[] = ['anna', 'boris'];
  const tokenOf = async (name: AgentName): Promise<string> => {
    const answer = await gateway.session(await gateway.oneTimeToken(agents[name].id));
    return ((await answer.json()) as SessionAnswer).token;
  };
  const tokens = { anna: await tokenOf('anna'), boris: await tokenOf('boris') };
  const all = Array.from({ length: browsers }, (_, index) => {
    const name = names[index % names.length] ?? 'anna';
    return { name, agent: steadyAgent(gateway.url, tokens[name]) };
  });
  await Promise.all(all.map(({ agent }) => agent.caughtUp()));

  const acknowledged: { id: string }[] = [];
  const calls: { id: string; name: AgentName }[] = [];
  let sending = true;
  let reached: { count: number; go: () => void } | undefined;
  /** Resolves when so many more events have been acknowledged. */
  const more = (count: number): Promise<void> =>
    new Promise((resolve) => (reached = { count: acknowledged.length + count, go: resolve }));
  /** Settles when the gateway answers again, at once while it does. */
  let up: Promise<unknown> = Promise.resolve();
  /** As a PBX does: again and again until it is acknowledged, and the call's next event only then. */
  async function tell(event: { id: string }): Promise<void> {
    for (;;) {
      const answer = await gateway.post(event).catch(() => undefined);
      if (answer?.status === 202) break;
      await up;
    }
    acknowledged.push(event);
    if (reached !== undefined && acknowledged.length >= reached.count) reached.go();
  }
  const lines = Array.from({ length: senders }, async () => {
    while (sending) {
      const name = names[chance.int(0, 1)] ?? 'anna';
      const call = aCall([agents[name].extension]);
      for (const event of [call.ringing, call.answered, call.ended]) await tell(event);
      calls.push({ id: call.call_id, name });
    }
  });

  let killed = 0;
  async function killInTheMiddle(): Promise<void> {
    killed += 1;
    up = gateway.kill().then(() => gateway.start());
    await up;
  }
  for (let dropped = 0; dropped < drops; dropped += 1) {
    await more(chance.int(1, between));
    const { agent } = all[chance.int(0, browsers - 1)]!;
    // Only what is connected can lose its connection.
    await agent.caughtUp();
    agent.drop(chance.chance(0.5));
    if (killed < ((dropped + 1) * kills) / drops - 0.5) await killInTheMiddle();
  }
  sending = false;
  await Promise.all(lines);

  const untold = () =>
    calls.flatMap(({ id, name }) =>
      all.filter((one) => one.name === name && !one.agent.ended(id)).map(() => id),
    );
  // Whatever is missing even then is what the table below is for.
  await expect
    .poll(() => untold().length, { timeout: patience })
    .toBe(0)
    .catch(() => undefined);
  // What is stored is a duplicate when it comes again: whatever is accepted now had been lost.
  let lost = 0;
  for (let at = 0; at < acknowledged.length; at += 500) {
    const answer = await gateway.post(acknowledged.slice(at, at + 500));
    lost += ((await answer.json()) as { accepted: number }).accepted;
  }
  const doubled = all.flatMap(({ agent }) => agent.faults.doubled);
  const disordered = all.flatMap(({ agent }) => agent.faults.disordered);
  const missing = untold();
  for (const [what, ids] of Object.entries({ doubled, disordered, missing }))
    if (ids.length > 0) console.log(`${what}: ${ids.slice(0, 20).join(', ')}`);
  for (const { agent } of all) agent.close();
  await gateway.stop();
  const of = `of ${acknowledged.length} events, seed ${seed}`;
  record('outages', [
    { name: 'connections lost at random', value: drops, unit: 'times', floor: '≥ 1,000' },
    { name: 'killed with -9 under load', value: killed, unit: 'times', floor: '≥ 20' },
    { name: 'acknowledged and lost', value: lost, unit: of, floor: '0', n: acknowledged.length },
    { name: 'ends of calls that a browser never saw', value: missing.length, unit: '', floor: '0' },
    { name: 'calls that ended twice', value: doubled.length, unit: '', floor: '0' },
    { name: 'told out of order', value: disordered.length, unit: '', floor: '0' },
  ]);
});
