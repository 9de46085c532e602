import type { Undo } from '../../domain/undo';
import type { Clock } from '../../ports/clock';
import type { Session, SignIn } from '../../ports/pbx';

const spare = 30_000;
const firstPause = 500;
const longestPause = 30_000;
const refusedPause = 60_000;
/** A token that has run out is refused once, and nobody need know. */
const ordinaryRefusals = 2;

export interface KeptSession {
  token(): string;
  /** Calls `onReady` with a session that is still good, the kept one or a new one; now, not after the pause. */
  renew(): void;
  /** The gateway will not take the kept one for much longer: `onReady` with the next. */
  replace(): void;
  /** The gateway did not take the token. */
  refused(): void;
  /** The gateway has taken it and answered. */
  proved(): void;
  stop: Undo;
}

/** Keeps a valid session at hand; asks for the next with growing pauses, and one question at a time. */
export function keptSession(parts: {
  signIn: SignIn;
  clock: Clock;
  kept: Session | undefined;
  onReady: (session: Session) => void;
  onRefused: () => void;
  onUnreachable: () => void;
}): KeptSession {
  const { signIn, clock, onReady, onRefused, onUnreachable } = parts;
  let { kept } = parts;
  let asking = false;
  let stopped = false;
  let failures = 0;
  let stopPause: Undo = () => undefined;

  const later = (ms: number): void => {
    stopPause();
    stopPause = clock.after(ms * (0.75 + Math.random() / 2), ask);
  };
  const ask = (): void => {
    if (asking || stopped) return;
    asking = true;
    void signIn().then((result) => {
      asking = false;
      if (stopped) return;
      if (result.ok) {
        kept = result.session;
        onReady(result.session);
        return;
      }
      failures += 1;
      if (result.why === 'refused') onRefused();
      else onUnreachable();
      later(
        result.why === 'refused' ? refusedPause : Math.min(longestPause, firstPause * 2 ** (failures - 1)),
      );
    });
  };
  return {
    token: () => kept?.token ?? '',
    renew() {
      stopPause();
      if (kept !== undefined && kept.expiresAt - clock.now() > spare) onReady(kept);
      else ask();
    },
    replace() {
      stopPause();
      ask();
    },
    refused() {
      kept = undefined;
      failures += 1;
      if (failures > ordinaryRefusals) onRefused();
      later(Math.min(longestPause, firstPause * 2 ** (failures - 1)));
    },
    proved() {
      failures = 0;
    },
    stop() {
      stopped = true;
      stopPause();
    },
  };
}
