import { recordingLinkCheck, recordingLinks } from './recording-link';

const parts = {
  publicUrl: new URL('https://pbx.example.com/'),
  clientSecret: 'the integration secret',
  accountId: 28,
};
const start = Date.parse('2026-01-31T10:20:00Z');
const day = 86_400;

const opened = (link: string, check = recordingLinkCheck(parts, () => start)) => {
  const url = new URL(link);
  const callId = decodeURIComponent(url.pathname.replace('/v1/recordings/', ''));
  return check(callId, url.searchParams.get('exp'), url.searchParams.get('sig'));
};
const link = recordingLinks(parts, () => start)('c/77 ü&?#', day);

test('a link opens the recording of its call, whatever its name holds', () => {
  expect(link).toMatch(
    /^https:\/\/pbx\.example\.com\/v1\/recordings\/c%2F77%20%C3%BC%26%3F%23\?exp=\d+&sig=[0-9a-f]{64}$/,
  );
  expect(opened(link)).toBe('good');
});

test('it lives as long as was said, up to an hour more, and is the same within that hour', () => {
  const until = (seconds: number) =>
    opened(
      link,
      recordingLinkCheck(parts, () => start + seconds * 1000),
    );
  expect([until(day), until(day + 3600)]).toEqual(['good', 'expired']);
  expect(recordingLinks(parts, () => start + 60_000)('c/77 ü&?#', day)).toBe(link);
});

test('a link for one call, time or account opens no other', () => {
  expect(opened(link.replace('c%2F77', 'c%2F78'))).toBe('forged');
  expect(opened(link.replace(/exp=\d+/, 'exp=9999999999'))).toBe('forged');
  expect(
    opened(
      link,
      recordingLinkCheck({ ...parts, accountId: 29 }, () => start),
    ),
  ).toBe('forged');
  expect(
    opened(
      link,
      recordingLinkCheck({ ...parts, clientSecret: 'another secret' }, () => start),
    ),
  ).toBe('forged');
});

test.each([
  [undefined, undefined],
  ['', ''],
  ['1e9', 'a'.repeat(64)],
  ['1'.repeat(400), 'a'.repeat(64)],
  [['1'], 'a'.repeat(64)],
  ['1', 'zz'.repeat(32)],
  ['1', 'a'.repeat(63)],
])('nonsense is forged, not a crash: exp %j, sig %j', (exp, sig) => {
  expect(recordingLinkCheck(parts, () => start)('c-1', exp, sig)).toBe('forged');
});
