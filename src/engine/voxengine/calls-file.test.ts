import { readCallsFile } from './calls-file';

const calls = (raw: unknown) => {
  const read = readCallsFile(raw, 1000);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.calls;
};

test('nothing written: somebody calls the company, everybody answers after three seconds', () => {
  const { inbound, parties, at } = calls({});
  expect(inbound).toMatchObject({ from: '79991112233', to: '74951234567', givesUp: null, hangsUp: 60 });
  expect(parties).toEqual({ '*': expect.objectContaining({ rings: 0.5, answers: 3, fails: null }) });
  expect(at).toBe(1000);
});

test('custom data alone: a session started over HTTP, without a call', () => {
  expect(calls({ customData: { call_id: 'c-1' } })).toMatchObject({
    inbound: null,
    customData: '{"call_id":"c-1"}',
  });
});

test('busy and rejects are short for what they fail with, digits come one by one', () => {
  const { parties } = calls({
    parties: { a: { busy: 2 }, b: { rejects: 1 }, c: { answers: 1, digits: '1#' } },
  });
  expect(parties['a']!.fails).toEqual({ after: 2, code: 486, reason: 'Busy Here' });
  expect(parties['b']!.fails).toEqual({ after: 1, code: 603, reason: 'Decline' });
  expect(parties['c']!.digits).toEqual([
    { after: 2, tone: '1' },
    { after: 2.3, tone: '#' },
  ]);
});

test('all faults at once, each with its place and its cure', () => {
  const read = readCallsFile(
    {
      at: 'yesterday',
      inbound: { givesUp: 'soon' },
      parties: {
        '101': { answers: -1, sleeps: 3 },
        '102': { fails: { code: 200 } },
        '103': { digits: 'abc' },
      },
      queues: { sales: { operators: '101' } },
      http: [{ code: '200' }],
      secrets: { A: 5 },
      cancelled: 'Ended',
      calls: [],
    },
    0,
  );
  expect('faults' in read && read.faults).toEqual([
    'the file.calls is unknown; there are inbound, customData, parties, queues, http, requests, secrets, storage, sounds, cancelled, at',
    'at must be a time such as "2026-01-31T10:00:00Z"',
    'cancelled must be "Failed" or "Disconnected"',
    'inbound.givesUp must be seconds, such as 2.5, or null for never',
    'parties.101.sleeps is unknown; there are rings, early, answers, busy, rejects, fails, hangsUp, digits',
    'parties.101.answers must be seconds, such as 2.5, or null for never',
    'parties.102.fails.code must be a SIP code from 300 to 699',
    'parties.103.digits.0.press must be of 0-9, * and #',
    'queues.sales.operators must be a list in square brackets',
    'http.0.code must be an HTTP status, or 0 to -9',
    'secrets.A must be a text in quotes',
  ]);
});

test.each([null, 5, 'x', []])('%j is no calls file', (raw) => {
  const read = readCallsFile(raw, 0);
  expect('faults' in read).toBe(raw !== null);
});
