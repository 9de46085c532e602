import { io, type Socket } from 'socket.io-client';
import { lifetime, type Lifetime, type Undo } from '../../domain/undo';
import type { Clock } from '../../ports/clock';
import type { Ordered, Pbx, PbxListener, Session, SignIn } from '../../ports/pbx';
import type { AgentAuth } from '../../protocol/agent-socket';
import { parseOrderAnswer } from '../../protocol/call-order';
import { parseCall, parseCaughtUp } from '../../protocol/parse-call';
import { keptSession } from './kept-session';

/** A loss shorter than this heals before anybody need know. */
const silentFor = 10_000;

const answerWithin = 5000;
/** The gateway's own limit for the PBX is shorter, so that its word comes first. */
const orderWithin = 3800;

const orderWords = {
  invalid_order: 'bad-number',
  not_configured: 'cannot',
  no_extension: 'cannot',
  unknown_call: 'no-such-call',
  pbx_refused: 'failed',
  pbx_silent: 'unheard',
} as const;

/** The quickest way in; a proxy that blocks it may refuse, hang or hang up, and all of that is one failure here. */
const websocketFirst = ['websocket'];
/** Reaches wherever the page itself does, and becomes a websocket where one can be had. */
const pollingFirst = ['polling', 'websocket'];

/** Port `Pbx` over the gateway's socket.io namespace `/agents`; websocket first, long polling where that is blocked. */
export function socketPbx(parts: {
  gatewayUrl: string;
  signIn: SignIn;
  clock: Clock;
  inNextTask: (run: () => void) => Undo;
}): Pbx {
  const { gatewayUrl, signIn, clock, inNextTask } = parts;
  let current: Socket | undefined;
  let hearColleagues: ((raw: unknown) => void) | undefined;
  const watch = (): void => void current?.emit('colleagues:watch', hearColleagues !== undefined);
  /** Not kept for later by socket.io: whoever says it repeats it, from whichever tab leads by then. Undefined: unheard. */
  const say = async (name: string, word: object | string, within: number): Promise<unknown> => {
    if (current?.connected !== true) return undefined;
    try {
      return ((await current.timeout(within).emitWithAck(name, word)) as unknown) ?? {};
    } catch {
      return undefined;
    }
  };
  const order = async (name: string, word: object): Promise<Ordered> => {
    const answer = parseOrderAnswer(await say(name, word, orderWithin));
    if (answer?.ok === true)
      return { ok: true, ...(answer.call_id !== undefined && { callId: answer.call_id }) };
    return { ok: false, why: answer === undefined ? 'unheard' : orderWords[answer.code] };
  };
  const hold = (life: Lifetime, start: Parameters<Pbx['connect']>[0], listener: PbxListener): void => {
    let cursor = start.cursor;
    let told = new Set<string>();
    let live = false;
    let stopAlarm: (() => void) | undefined;
    let stopSoon: Undo = () => undefined;
    const soon = (run: () => void): void => {
      stopSoon();
      if (!life.ended) stopSoon = inNextTask(run);
    };
    const down = (): void => {
      stopAlarm ??= clock.after(silentFor, () => listener.onFault('GATEWAY_UNREACHABLE'));
    };
    const up = (): void => {
      stopAlarm?.();
      stopAlarm = undefined;
      session.proved();
      listener.onHealed(['GATEWAY_UNREACHABLE', 'SESSION_REFUSED']);
    };

    const session = keptSession({
      signIn,
      clock,
      kept: start.session,
      onReady(ready: Session) {
        listener.onSession(ready);
        if (socket.connected) void renewOpen(ready.token);
        // What the others do with the session has been a long task already.
        else soon(() => socket.connect());
      },
      // While the connection stands on the session before, nothing is amiss yet.
      onRefused() {
        if (!socket.connected) listener.onFault('SESSION_REFUSED');
      },
      onUnreachable() {
        if (!socket.connected) down();
      },
    });
    /** Puts the next session under the open connection. Unheard, the gateway closes it in time by itself. */
    const renewOpen = async (token: string): Promise<void> => {
      const answer = (await say('session:renew', token, answerWithin)) as
        { readonly ok?: unknown } | undefined;
      if (answer?.ok === true) session.proved();
      // Another number than before, for one: as if the gateway had ended it.
      else if (answer !== undefined) socket.disconnect();
    };
    const socket = io(`${gatewayUrl}/agents`, {
      autoConnect: false,
      forceNew: true,
      transports: websocketFirst,
      timeout: 4000,
      reconnectionDelay: 200,
      reconnectionDelayMax: 5000,
      auth: (send) => {
        const auth: AgentAuth = { token: session.token(), ...(cursor !== undefined && { since: cursor }) };
        send(auth);
      },
    });
    current = socket;
    const connectNow = (): void => {
      if (socket.connected) return;
      // Ends socket.io's pause before its next try.
      socket.disconnect();
      session.renew();
    };

    socket.on('connect', () => {
      told = new Set();
      live = false;
      if (hearColleagues !== undefined) watch();
    });
    socket.on('colleagues', (raw: unknown) => hearColleagues?.(raw));
    socket.on('session:ending', () => session.replace());
    socket.on('call', (raw: unknown) => {
      const call = parseCall(raw);
      if (call === undefined) {
        listener.onFault('GATEWAY_GARBLED');
        return;
      }
      told.add(call.call_id);
      if (call.state === 'ringing') socket.emit('call:heard', call.call_id);
      // In the midst of a replay older ones are still to come: if it breaks off, they must come again.
      if (live) cursor = Math.max(cursor ?? 0, call.seq);
      listener.onCall(call, live);
    });
    socket.on('caught_up', (raw: unknown) => {
      const mark = parseCaughtUp(raw);
      if (mark === undefined) {
        listener.onFault('GATEWAY_GARBLED');
        return;
      }
      cursor = mark.seq;
      live = true;
      up();
      listener.onCaughtUp({ cursor: mark.seq, now: mark.now, told });
    });
    socket.on('connect_error', () => {
      down();
      // Not active any more: the gateway refused the token. Else the transport failed, and socket.io tries again.
      if (!socket.active) session.refused();
      else socket.io.opts.transports = pollingFirst;
    });
    socket.on('disconnect', () => {
      down();
      if (!socket.active) session.refused();
    });

    const wake = (): void => {
      if (document.visibilityState === 'visible') connectNow();
    };
    window.addEventListener('online', connectNow);
    document.addEventListener('visibilitychange', wake);
    life.own(() => {
      window.removeEventListener('online', connectNow);
      document.removeEventListener('visibilitychange', wake);
    });
    life.own(() => stopSoon());
    life.own(() => stopAlarm?.());
    life.own(() => session.stop());
    life.own(() => {
      socket.off();
      socket.disconnect();
      if (current === socket) current = undefined;
    });
    // The page's first request, and the client that was just made, are a long task each.
    soon(() => session.renew());
  };
  return {
    async report(outcome) {
      const answer = await say('call:result', outcome, answerWithin);
      if (answer === undefined) return 'unheard';
      const { ok, code } = answer as { readonly ok?: unknown; readonly code?: unknown };
      if (ok === true) return 'taken';
      // It could not keep it: as if it had not heard.
      return code === 'store_failed' ? 'unheard' : 'refused';
    },
    originate: (phone) => order('call:originate', { phone }),
    hangUp: (callId) => order('call:hangup', { call_id: callId }),
    watchColleagues(hear) {
      hearColleagues = hear;
      watch();
      return () => {
        hearColleagues = undefined;
        watch();
      };
    },
    connect(start, listener) {
      const life = lifetime(() => undefined);
      // What comes before, making the client, and the page's first request are a long task each.
      life.own(inNextTask(() => hold(life, start, listener)));
      return () => life.end();
    },
  };
}
