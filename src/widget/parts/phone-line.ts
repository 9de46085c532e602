import type { HeldPhone } from '../../agent/lead-phone';
import type { PhoneState } from '../../agent/phone-state';
import type { PhoneAccount } from '../../ports/phone';
import startPhone from './phone';

export interface PhoneLineParts {
  readonly account: PhoneAccount;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  readonly onState: (state: PhoneState) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** The line of this agent, in the tab that holds it. */
export default function holdLine(parts: PhoneLineParts): HeldPhone {
  const phone = startPhone({ ...parts, tones: 'sound', rescued: () => [] });
  parts.onState(phone.state);
  return {
    run: (command) => phone.run(command),
    stop() {
      phone.leave([]);
      phone.stop();
    },
  };
}
