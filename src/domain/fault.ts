/** What can go wrong for a person. The words stand in i18n under `faults.<code>`. */
export const faultCodes = [
  'SETTINGS_MISSING',
  'SETTINGS_INVALID',
  'NO_EXTENSION',
  'SESSION_REFUSED',
  'GATEWAY_UNREACHABLE',
  'GATEWAY_GARBLED',
  'CALLS_NOT_LOGGED',
] as const;

export type FaultCode = (typeof faultCodes)[number];
