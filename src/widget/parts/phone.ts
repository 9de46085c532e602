import { browserClock as clock } from '../../adapters/browser/clock';
import { instanceId } from '../../adapters/sip/instance-id';
import { microphone } from '../../adapters/sip/microphone';
import { phoneSound } from '../../adapters/sip/phone-sound';
import { sipWire } from '../../adapters/sip/sip-wire';
import { speakers } from '../../adapters/sip/speakers';
import { phone, type Phone } from '../../agent/phone';
import type { PhoneState } from '../../agent/phone-state';
import type { stageLimits } from '../../domain/phone-call';
import type { PhoneAccount } from '../../ports/phone';

export interface PhoneSettings {
  readonly account: PhoneAccount;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  readonly tones: 'sound' | 'info';
  readonly limits?: typeof stageLimits;
  readonly onState: (state: PhoneState) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** The agent's phone, in the tab that holds the line. */
export default function startPhone(settings: PhoneSettings): Phone {
  const { account, onState, onUnexpected, limits } = settings;
  const out = speakers();
  const sound = phoneSound(`${settings.own}:sound`, out);
  return phone({
    account,
    clock,
    sound,
    chance: Math.random,
    onState,
    onUnexpected,
    ...(limits !== undefined && { limits }),
    wiring: (to, listener) =>
      sipWire(
        {
          instanceId: instanceId(`${settings.own}:phone`),
          microphone: microphone(() => sound.chosen('microphone')),
          tones: settings.tones,
          play: (stream) => out.play(stream),
        },
        to,
        listener,
      ),
  });
}
