import type { CallPicture } from '../../src/protocol/agent-socket';
import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';

let gateway: GatewayAtWork;
beforeAll(async () => {
  gateway = await gatewayAtWork();
});
afterAll(() => gateway.stop());

const accepted = async (...events: unknown[]) => {
  const response = await gateway.post(events);
  if (response.status !== 202) throw new Error(await response.text());
};
const isOver = ({ state, recording_url }: CallPicture) => state === 'ended' && recording_url !== undefined;

test.each(['websocket', 'polling'])('a call is followed from ring to recording by %s', async (transport) => {
  const { heard, sees } = await gateway.browser('anna', undefined, transport);
  const call = aCall();
  await accepted(call.ringing);
  await sees(call.call_id, ({ state }) => state === 'ringing');
  await accepted(call.answered);
  await sees(call.call_id, ({ state }) => state === 'active');
  await accepted(call.ended, call.recorded);
  const last = await sees(call.call_id, isOver);
  expect(last).toMatchObject({
    duration: 62,
    disposition: 'answered',
    phone: '+79991112233',
    line: '+74951234567',
  });
  const seqs = heard.map(({ seq }) => seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
});

test('each agent sees the calls of their own extension alone', async () => {
  const [anna, boris] = [await gateway.browser('anna'), await gateway.browser('boris')];
  const [hers, his, both] = [aCall(['101']), aCall(['102']), aCall(['101', '102'])];
  await accepted(hers.ringing, his.ringing, both.ringing);
  await Promise.all([anna.sees(both.call_id), boris.sees(both.call_id)]);
  expect(anna.heard.map(({ call_id }) => call_id)).not.toContain(his.call_id);
  expect(boris.heard.map(({ call_id }) => call_id)).not.toContain(hers.call_id);
  const later = await gateway.browser('boris', 0);
  expect(later.heard.map(({ call_id }) => call_id)).not.toContain(hers.call_id);
  expect(later.heard.map(({ call_id }) => call_id)).toContain(his.call_id);
});

test('a call answered by a colleague is told to whoever rang', async () => {
  const anna = await gateway.browser('anna');
  const call = aCall(['101', '102']);
  await accepted(call.ringing);
  await accepted({ ...call.answered, extensions: ['102'] });
  expect(await anna.sees(call.call_id, ({ state }) => state === 'active')).toMatchObject({
    extensions: ['102'],
  });
});

test('a browser that was away gets what it missed, by its cursor', async () => {
  const before = await gateway.browser('anna');
  const { seq } = await before.caughtUp;
  before.socket.close();
  const [ended, ringing] = [aCall(), aCall()];
  await accepted(ended.ringing, ended.answered);
  await accepted(ended.ended, ended.recorded, ringing.ringing);
  const back = await gateway.browser('anna', seq);
  const missed = back.heard.filter(({ call_id }) => [ended.call_id, ringing.call_id].includes(call_id));
  expect(missed.map(({ state }) => state)).toEqual(['ended', 'ringing']);
  const mark = await back.caughtUp;
  const again = await gateway.browser('anna', mark.seq);
  expect(again.heard.map(({ call_id }) => call_id)).not.toContain(ended.call_id);
});

test('in whatever order, repeated or not, the events of a call arrive, its last picture is the same', async () => {
  const anna = await gateway.browser('anna');
  const orders = (list: string[]): string[][] =>
    list.length < 2
      ? [list]
      : list.flatMap((first, index) =>
          orders(list.filter((_, at) => at !== index)).map((rest) => [first, ...rest]),
        );
  const base = Date.now();
  const finals = await Promise.all(
    orders(['ringing', 'answered', 'ended', 'recorded']).map(async (order) => {
      const call = aCall();
      for (const type of order) {
        const event = call[type as 'ringing'];
        const at = new Date(
          base + ['ringing', 'answered', 'ended', 'recorded'].indexOf(type) * 1000,
        ).toISOString();
        await accepted({ ...event, at }, { ...event, at });
      }
      await accepted({ ...call.ended, at: new Date(base + 2000).toISOString() });
      await anna.sees(
        call.call_id,
        (seen) => isOver(seen) && seen.answered_at !== undefined && seen.started_at < seen.answered_at,
      );
      const last = anna.heard.filter(({ call_id }) => call_id === call.call_id).at(-1)!;
      // Signed for this very call, so the only thing that may differ.
      expect(new URL(last.recording_url!).pathname).toBe(`/v1/recordings/${call.call_id}`);
      return JSON.stringify({ ...last, call_id: '', seq: 0, recording_url: '' }, Object.keys(last).sort());
    }),
  );
  expect(finals).toHaveLength(24);
  expect(new Set(finals).size).toBe(1);
});
