import { awayRingNotice } from './away-ring-notice';
import { awayRingUsers } from './away-ring-users';

const amo = { url: new URL('https://example.amocrm.ru') };
const answering = (status: number) => {
  const asked: [string, RequestInit][] = [];
  const notify = awayRingNotice(amo, (url, init) => {
    asked.push([(url as URL).href, init!]);
    return Promise.resolve(new Response('{}', { status }));
  });
  return { asked, notify };
};

test('exactly the given users are told, with their ids as numbers', async () => {
  const { asked, notify } = answering(200);
  expect(await notify('+79991112233', [504141, 504142])).toBe('shown');
  const [url, { method, body }] = asked[0]!;
  expect([url, method]).toEqual(['https://example.amocrm.ru/api/v2/events', 'POST']);
  expect(JSON.parse(body as string)).toEqual({
    add: [{ type: 'phone_call', phone_number: '+79991112233', users: [504141, 504142] }],
  });
});

test('too many requests may be asked again, a refusal not', async () => {
  expect(await answering(429).notify('1', [1])).toBe('busy');
  await expect(answering(401).notify('1', [1])).rejects.toThrow('401');
});

test('users are found by their extension; one extension may be of several', async () => {
  const map = new Map([
    ['504141', '101'],
    ['504142', '102'],
    ['504143', '101'],
  ]);
  const users = awayRingUsers(() => Promise.resolve(map));
  expect(await users(['101'])).toEqual([504141, 504143]);
  expect(await users(['102', '103'])).toEqual([504142]);
});
