import type { PhoneEnding } from './phone-call';

const byStatus: Readonly<Record<number, PhoneEnding>> = {
  404: 'no-such-number',
  408: 'unreachable',
  410: 'no-such-number',
  480: 'unreachable',
  484: 'no-such-number',
  486: 'busy',
  487: 'cancelled',
  600: 'busy',
  603: 'declined',
  604: 'no-such-number',
};

/** What a SIP server's refusal of a call means for the agent. */
export const endingOfStatus = (status: number): PhoneEnding => byStatus[status] ?? 'refused';
