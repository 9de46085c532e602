import { readLogConfig } from './log-config';

const read = (env: Record<string, string>) => {
  const faults: string[] = [];
  const config = readLogConfig(env, (name, wrong, cure) => faults.push(`${name} ${wrong}: ${cure}`));
  return { config, faults };
};

test('calls are logged without being asked to, within the pace of an account', () => {
  expect(read({})).toEqual({
    faults: [],
    config: {
      ...{ on: true, elsewhere: false, rate: 6, recordingLinkDays: 1095 },
      rules: {
        ...{ unsorted: true, outboundUnknown: 'skip', missedTasks: false },
        ...{ recordingWait: 20_000, resultHold: 600_000 },
      },
    },
  });
});

test.each([
  ['CALL_LOGGING', 'yes', 'CALL_LOGGING is none of on, off, elsewhere: give on or off or elsewhere'],
  ['UNSORTED', '', 'UNSORTED is none of on, off: give on or off'],
  [
    'OUTBOUND_UNKNOWN',
    'make',
    'OUTBOUND_UNKNOWN is none of skip, create_contact: give skip or create_contact',
  ],
  ['MISSED_CALL_TASKS', 'true', 'MISSED_CALL_TASKS is none of off, on: give off or on'],
  ['CRM_RATE', '8', 'CRM_RATE is not a whole number from 1 to 7: give requests a second, 6 for instance'],
  [
    'RECORDING_WAIT',
    '20s',
    'RECORDING_WAIT is not a whole number from 0 to 600: give seconds, 20 for instance',
  ],
  ['RESULT_HOLD', '-1', 'RESULT_HOLD is not a whole number from 0 to 3600: give seconds, 600 for instance'],
  [
    'RECORDING_LINK_DAYS',
    '0',
    'RECORDING_LINK_DAYS is not a whole number from 1 to 3650: give days, 1095 for instance',
  ],
])('%s=%s is refused with its cure', (name, value, fault) => {
  expect(read({ [name]: value }).faults).toEqual([fault]);
});
