import type { CallPicture } from '../../protocol/agent-socket';
import { readRecordingHosts } from './recording-hosts';
import { toldRecording } from './told-recording';

const picture = (recording_url?: string): CallPicture => ({
  call_id: 'c-77',
  state: 'ended',
  direction: 'inbound',
  phone: '+79991112233',
  line: '+74951234567',
  extensions: ['101'],
  started_at: '2026-01-31T10:00:00.000Z',
  seq: 5,
  ...(recording_url !== undefined && { recording_url }),
});
const desk = () => {
  const warnings: string[] = [];
  const { hosts } = readRecordingHosts('pbx.example.com');
  const links = (callId: string, life: number) => `ours:${callId}:${life}`;
  return {
    warnings,
    told: toldRecording({ hosts, links, days: 1, warn: (message) => warnings.push(message) }),
  };
};

test('browsers get our link for a day in place of the PBX’s', () => {
  const { told } = desk();
  expect(told(picture('https://pbx.example.com/1.mp3')).recording_url).toBe('ours:c-77:86400');
});

test('a recording elsewhere is not shown, and the log says once a host what to set', () => {
  const { told, warnings } = desk();
  for (const url of ['https://other.example/1.mp3', 'https://other.example/2.mp3'])
    expect(told(picture(url))).toEqual(picture());
  expect(warnings).toEqual([
    'recordings at other.example are not shown: add other.example to RECORDING_HOSTS',
  ]);
});

test('a call without a recording stays as it is', () => {
  expect(desk().told(picture())).toEqual(picture());
});
