import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';

let gateway: GatewayAtWork;
beforeAll(async () => {
  gateway = await gatewayAtWork();
});
afterAll(() => gateway.stop());

test('an event acknowledged just before the gateway is killed reaches the browser after its restart', async () => {
  const before = await gateway.browser('anna');
  const { seq } = await before.caughtUp;
  before.socket.close();
  const call = aCall();
  expect((await gateway.post(call.ringing)).status).toBe(202);
  await gateway.kill();
  await gateway.start();
  const back = await gateway.browser('anna', seq);
  expect(back.heard).toMatchObject([{ call_id: call.call_id, state: 'ringing' }]);
});

test('a browser that stays open comes back by itself and misses nothing', async () => {
  const anna = await gateway.browser('anna');
  const call = aCall();
  await gateway.kill();
  const disconnected = anna.socket.connected
    ? new Promise<void>((resolve) => anna.socket.once('disconnect', () => resolve()))
    : Promise.resolve();
  await disconnected;
  await gateway.start();
  expect((await gateway.post(call.ringing)).status).toBe(202);
  await anna.sees(call.call_id);
});

test('a gateway asked to stop answers what it was asked, and lets browsers come back', async () => {
  const anna = await gateway.browser('anna');
  const reason = new Promise<string>((resolve) => anna.socket.once('disconnect', resolve));
  const call = aCall();
  const posted = gateway.post(call.ringing);
  expect((await posted).status).toBe(202);
  expect(await gateway.kill('SIGTERM')).toBe(0);
  expect(await reason).toMatch(/^transport/);
  await gateway.start();
  await anna.sees(call.call_id);
});

test('a gateway that starts anew while the CRM hangs rings whom it knew, but not who talks', async () => {
  const call = aCall(['101']);
  expect((await gateway.post([call.ringing, call.answered])).status).toBe(202);
  await gateway.kill();
  gateway.crmAnswers(false);
  await gateway.start();
  const response = await fetch(`${gateway.url}/v1/route`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.pbxKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ call_id: 'c-1', from: '+79990000001', to: '+74951234567' }),
  });
  gateway.crmAnswers(true);
  expect(await response.json()).toMatchObject({
    ...{ action: 'forward', reason: 'timeout' },
    targets: [{ extension: '102' }],
  });
  await gateway.post(call.ended);
});

test('nothing acknowledged is lost, and nothing doubled, however often the gateway is killed', async () => {
  const rounds = 12;
  let acknowledged = 0;
  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    const sure: unknown[] = [];
    let posting = true;
    const senders = Array.from({ length: 8 }, async () => {
      while (posting) {
        const batch = Array.from({ length: 20 }, () => aCall().ringing);
        const response = await gateway.post(batch).catch(() => undefined);
        if (response?.status === 202) sure.push(...batch);
      }
    });
    while (sure.length < 200 + round * 60) await new Promise((resolve) => setTimeout(resolve, 1));
    await gateway.kill();
    posting = false;
    await Promise.all(senders);
    await gateway.start();
    // What is stored is a duplicate when it comes again: whatever is accepted now had been lost.
    for (let at = 0; at < sure.length; at += 500) {
      const batch = sure.slice(at, at + 500);
      const counts = (await (await gateway.post(batch)).json()) as { accepted: number; duplicates: number };
      acknowledged += batch.length;
      lost += counts.accepted;
    }
  }
  console.log(`killed ${rounds} times: ${acknowledged} events acknowledged, ${lost} lost`);
  expect(lost).toBe(0);
}, 120_000);
