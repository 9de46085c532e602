import type { LogRules } from '../../logging/next-step';

export interface LogConfig {
  readonly on: boolean;
  /** Neither the gateway nor browsers write calls into the CRM: another program does. */
  readonly elsewhere: boolean;
  readonly rules: LogRules;
  /** Requests a second to the CRM, over everything that the gateway asks. */
  readonly rate: number;
  readonly recordingLinkDays: number;
}

/** Reads the log's part of the environment; `fault(name, what is wrong, cure)`. */
export function readLogConfig(
  env: Readonly<Record<string, string | undefined>>,
  fault: (name: string, wrong: string, cure: string) => void,
): LogConfig {
  const choice = <T extends string>(name: string, words: readonly [T, ...T[]]): T => {
    const said = env[name]?.trim() ?? words[0];
    const found = words.find((word) => word === said);
    if (found === undefined) fault(name, `is none of ${words.join(', ')}`, `give ${words.join(' or ')}`);
    return found ?? words[0];
  };
  const whole = (name: string, least: number, most: number, otherwise: number, unit: string): number => {
    const said = env[name]?.trim() ?? String(otherwise);
    const number = Number(said);
    if (/^\d+$/.test(said) && number >= least && number <= most) return number;
    fault(name, `is not a whole number from ${least} to ${most}`, `give ${unit}, ${otherwise} for instance`);
    return otherwise;
  };
  const logging = choice('CALL_LOGGING', ['on', 'off', 'elsewhere']);
  return {
    on: logging === 'on',
    elsewhere: logging === 'elsewhere',
    rate: whole('CRM_RATE', 1, 7, 6, 'requests a second'),
    recordingLinkDays: whole('RECORDING_LINK_DAYS', 1, 3650, 1095, 'days'),
    rules: {
      unsorted: choice('UNSORTED', ['on', 'off']) === 'on',
      outboundUnknown: choice('OUTBOUND_UNKNOWN', ['skip', 'create_contact']),
      missedTasks: choice('MISSED_CALL_TASKS', ['off', 'on']) === 'on',
      recordingWait: whole('RECORDING_WAIT', 0, 600, 20, 'seconds') * 1000,
      resultHold: whole('RESULT_HOLD', 0, 3600, 600, 'seconds') * 1000,
    },
  };
}
