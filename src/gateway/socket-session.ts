import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { RenewAnswer } from '../protocol/agent-socket';
import type { AgentData, AgentSocket } from './account-desk';
import { SessionRefused, type Session } from './session-token';

/** So long before its end a browser is asked for the next session, ms: a CRM that is down has time to come back. */
const renewAhead = 10 * 60_000;

const isSame = (one: Session, other: Session): boolean =>
  (['account', 'user', 'extension'] as const).every((name) => one[name] === other[name]);

export interface SocketSessionNeed {
  readonly clock: Clock;
  /** Throws `SessionRefused`, as at the door. */
  readonly admitted: (token: unknown, origin: string | undefined) => Promise<AgentData>;
  /** What was never a session of ours was offered for one. */
  readonly onForged: () => void;
}

/**
 * The session behind one open socket: its browser is asked for the next one in time, and may put it in place of this
 * one without a reconnect; without it the socket is closed at the end.
 */
export function socketSession(socket: AgentSocket, { clock, admitted, onForged }: SocketSessionNeed): void {
  let { session } = socket.data;
  // One timer at a time: there are thousands of sockets.
  let stop: Undo = () => undefined;
  const left = (): number => Math.max(0, session.expires - clock.now());
  function follow(): void {
    stop();
    stop = clock.after(Math.max(0, left() - renewAhead), () => {
      socket.emit('session:ending');
      // Closing by the server's word is how a client knows that it needs a new session, not a new try.
      stop = clock.after(left(), () => socket.disconnect(true));
    });
  }

  async function renewed(token: unknown): Promise<RenewAnswer> {
    try {
      const next = await admitted(token, socket.handshake.headers.origin);
      // The rooms are those of the first session: another number's calls are had by connecting anew.
      if (next.desk !== socket.data.desk || !isSame(next.session, session))
        return { ok: false, code: 'session_other' };
      if (socket.connected && next.session.expires > session.expires) {
        ({ session } = next);
        follow();
      }
      return { ok: true };
    } catch (error) {
      const code = error instanceof SessionRefused ? error.code : 'session_invalid';
      if (code === 'session_invalid') {
        onForged();
        socket.disconnect(true);
      }
      return { ok: false, code };
    }
  }

  follow();
  socket.on('disconnect', () => stop());
  socket.on('session:renew', (token, done) => {
    void renewed(token).then((answer) => {
      if (typeof done === 'function') (done as (given: RenewAnswer) => void)(answer);
    });
  });
}
