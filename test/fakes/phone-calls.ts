import type { PhoneCall, PhoneState } from '../../src/agent/phone-state';

/** A call on the phone, talking unless told otherwise. */
export const phoneCall = (more: Partial<PhoneCall> = {}): PhoneCall => ({
  id: 'one',
  callId: 'pbx-one',
  direction: 'inbound',
  number: '+79991112233',
  name: '',
  stage: 'talking',
  startedAt: 1000,
  joinedAt: 5000,
  muted: false,
  held: false,
  holding: false,
  farHeld: false,
  mixed: false,
  ...more,
});

export const ringing = (more: Partial<PhoneCall> = {}): PhoneCall => {
  const { joinedAt, ...call } = phoneCall({ stage: 'incoming', ...more });
  return joinedAt === undefined ? call : call;
};

export const phoneState = (calls: readonly PhoneCall[] = [], more: Partial<PhoneState> = {}): PhoneState => ({
  link: 'ready',
  calls,
  ringLocked: false,
  unplugged: [],
  ...more,
});
