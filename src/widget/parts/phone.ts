import { browserClock as clock } from '../../adapters/browser/clock';
import { ownTask } from '../../adapters/browser/next-task';
import { instanceId } from '../../adapters/sip/instance-id';
import { microphone } from '../../adapters/sip/microphone';
import { phoneSound } from '../../adapters/sip/phone-sound';
import { sipWire } from '../../adapters/sip/sip-wire';
import { speakers, type Speakers } from '../../adapters/sip/speakers';
import { phone, type Phone } from '../../agent/phone';
import type { PhoneState } from '../../agent/phone-state';
import type { stageLimits } from '../../domain/phone-call';
import { lifetime } from '../../domain/undo';
import type { PhoneAccount, PhoneSound } from '../../ports/phone';

export interface PhoneSettings {
  readonly account: PhoneAccount;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  readonly limits?: typeof stageLimits;
  readonly onState: (state: PhoneState) => void;
  /** Ids of the talks that another tab takes over when this page goes. */
  readonly rescued: () => readonly string[];
  readonly onUnexpected: (error: unknown) => void;
}

/** What this browser is heard by. The first one of a page takes long: with it comes the browser's own player. */
export function soundOf(own: string): { readonly out: Speakers; readonly sound: PhoneSound } {
  const out = speakers();
  return { out, sound: phoneSound(`${own}:sound`, out, ownTask) };
}

/** The agent's phone, in the tab that holds the line. */
export default function startPhone(settings: PhoneSettings, { out, sound } = soundOf(settings.own)): Phone {
  const { account, onState, onUnexpected, limits } = settings;
  const life = lifetime(onUnexpected);
  const line = phone({
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
          microphone: microphone(
            () => sound.chosen('microphone'),
            () => out.unlock(),
          ),
          tones: account.tones ?? 'sound',
          play: (stream) => out.play(stream),
        },
        to,
        listener,
      ),
  });
  life.own(line.stop);
  const on = (target: EventTarget, event: string, run: () => void, capture = false): void => {
    target.addEventListener(event, run, { capture });
    life.own(() => target.removeEventListener(event, run, { capture }));
  };
  on(window, 'online', line.hurry);
  // Also out of the back/forward cache, where sockets are closed without a word.
  on(window, 'pageshow', line.hurry);
  on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') line.hurry();
  });
  // Any press on the page is what the browser waits for before it lets it ring.
  const unlock = (): void => {
    out.unlock();
    if (line.state.ringLocked) line.unlock();
  };
  on(document, 'pointerdown', unlock);
  on(document, 'keydown', unlock);
  // Before all others that listen to it: Chromium may end a page that goes in the middle of this.
  on(window, 'pagehide', () => line.leave(settings.rescued()), true);
  return {
    ...line,
    get state() {
      return line.state;
    },
    stop: () => life.end(),
  };
}
