import type { PhoneReply } from './phone-command';
import type { PhoneState } from './phone-state';

/** The agent's phone as all tabs show it. */
export interface PhoneDesk {
  /** Id of the tab that holds the line: its microphone is used, and leaving it is asked about. */
  readonly holder: string;
  readonly state: PhoneState;
  /** No phone in the browser: the PBX rings the agent's desk phone first. Its calls are on the desk alone. */
  readonly deskPhone: boolean;
  /** The agent has a phone in the browser and one on the desk, and may choose between them. */
  readonly both: boolean;
}

/** `silent`: nobody has answered within 5 s, and what the desk shows is the truth. `no-phone`: this agent has none. */
export type PhoneAnswer = PhoneReply | { readonly ok: false; readonly why: 'silent' | 'no-phone' };

export const noCalls: PhoneState = { link: 'connecting', calls: [], ringLocked: false, unplugged: [] };
