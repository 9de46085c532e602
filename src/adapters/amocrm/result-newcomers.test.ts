import { resultNewcomers, type OneAtATime, type SharedText } from './result-newcomers';

const noLocks: OneAtATime = (_, work) => work();

function newcomers(text: SharedText) {
  const clock = { now: 1_790_000_000_000 };
  return { clock, ...resultNewcomers({ name: 'x', text, locks: noLocks, now: () => clock.now }) };
}
function storage(stored: string | null = null) {
  const state = { stored };
  return { state, read: () => state.stored, write: (text: string) => void (state.stored = text) };
}
const made = { contactId: 5, leadId: 6 };

test('what was made for a number is known to the next one, for ten minutes', async () => {
  const { alone, clock } = newcomers(storage());
  await alone('+7', () => Promise.resolve(made));
  await alone('+7', (lately) => {
    expect(lately).toEqual(made);
    return Promise.resolve({});
  });
  clock.now += 11 * 60_000;
  await alone('+7', (lately) => {
    expect(lately).toEqual({});
    return Promise.resolve({});
  });
  expect.assertions(2);
});

test('another number knows nothing of it, and what failed is not remembered', async () => {
  const { alone } = newcomers(storage());
  await alone('+7', () => Promise.resolve(made));
  await expect(alone('+8', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await alone('+8', (lately) => Promise.resolve(lately))).toEqual({});
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '5',
  '{"+7":5}',
  '{"+7":{"contactId":"x","at":1790000000000}}',
  '{"+7":{"contactId":5}}',
])('a storage that holds %j is as good as an empty one', async (stored) => {
  const { alone } = newcomers(storage(stored));
  expect(await alone('+7', (lately) => Promise.resolve(lately))).toEqual({});
});

test('a storage that is forbidden hinders nobody', async () => {
  const forbid = (): never => {
    throw new Error('SecurityError');
  };
  const { alone } = newcomers({ read: forbid, write: forbid });
  expect(await alone('+7', () => Promise.resolve(made))).toEqual(made);
});

test('the storage does not grow without end', async () => {
  const shared = storage();
  const { alone } = newcomers(shared);
  for (let number = 0; number < 200; number += 1) await alone(`+${number}`, () => Promise.resolve(made));
  expect(Object.keys(JSON.parse(shared.state.stored!)).length).toBeLessThanOrEqual(51);
});
