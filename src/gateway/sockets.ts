import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { ToAgent, ToGateway } from '../protocol/agent-socket';
import type { Clock } from '../ports/clock';
import { accountColleagues } from './account-colleagues';
import type { AccountDesk, AgentData, AgentSocket } from './account-desk';
import { agentLines } from './agent-lines';
import { agentOrders } from './agent-orders';
import { agentOf, agentRoom as room, watchersRoom as watching } from './agent-rooms';
import type { Changed } from './call-store';
import type { FailedTries } from './failed-tries';
import { safeHeaders } from './safe-headers';
import type { OtherBrowsers } from './shared/other-browsers';
import { SessionRefused } from './session-token';
import { socketSession } from './socket-session';

/** Dead sockets are found within 10 s (5 + 5), or a laptop that slept would think itself connected. */
const ping = 5_000;
/** A browser says a token and a cursor, nothing longer. */
const largestPacket = 16_384;
/** Connections that never say who they are. */
const signInDeadline = 10_000;

/** The client's cursor; anything else than a count is no cursor. */
const cursor = (since: unknown): number | undefined =>
  typeof since === 'number' && Number.isSafeInteger(since) && since >= 0 ? since : undefined;

/** A refusal as socket.io carries it: `connect_error` with `data.code`. */
const refused = (code: string, message: string): Error =>
  Object.assign(new Error(message), { data: { code } });

export interface AgentSockets {
  /** Tells every browser of the account that is concerned; in the order of the list. */
  tell(account: number, changes: readonly Changed[]): void;
  /** When a browser of this extension was connected last, ms since 1970: now, while one is; undefined: never. */
  seen(account: number, extension: string): number | undefined;
  /** Connected browsers. */
  count(account?: number): number;
  /** Ends all connections of the account; its browsers sign in anew, where they still may. */
  letGo(account: number): void;
  /** Ends all connections for now: browsers ask for another gateway by themselves, or for this one again. */
  sendAway(): void;
  /** Ends all connections in a way that makes browsers come back by themselves. */
  close(): void;
}

export interface SocketsNeed {
  readonly http: HttpServer;
  /** Of the account that a session token names. */
  readonly deskOf: (token: unknown) => AccountDesk | undefined;
  /** Whether pages of this origin are some account's. */
  readonly isOrigin: (origin: string) => boolean;
  readonly tries: FailedTries;
  readonly clock: Clock;
  /** Browsers at other gateways of the same store; undefined: there are none. */
  readonly others?: Pick<OtherBrowsers, 'has' | 'seen' | 'told' | 'onChange'> | undefined;
  /** False: this gateway hears nothing of calls now, so that browsers are to ask for another. */
  readonly isHearing?: () => boolean;
  readonly warn: (error: unknown, message: string) => void;
}

/** Namespace `/agents`: one room per agent, whole pictures, what was missed by the client's own cursor. */
export function agentSockets({
  http,
  deskOf,
  isOrigin,
  tries,
  clock,
  others,
  isHearing = () => true,
  warn,
}: SocketsNeed): AgentSockets {
  const now = (): number => clock.now();
  /** Counts who comes, and when each account's browsers were sent away last. */
  let turns = 0;
  const sentAway = new Map<number, number>();
  async function admitted(token: unknown, origin: string | undefined): Promise<AgentData> {
    const desk = deskOf(token);
    // An account's page with another account's token is nobody's agent.
    if (desk === undefined || ![undefined, desk.origin].includes(origin))
      throw new SessionRefused('session_invalid');
    turns += 1;
    return { desk, turn: turns, session: await desk.tokens.verify(token) };
  }

  const io = new Server<ToGateway, ToAgent, Record<string, never>, AgentData>(http, {
    serveClient: false,
    pingInterval: ping,
    pingTimeout: ping,
    connectTimeout: signInDeadline,
    maxHttpBufferSize: largestPacket,
    perMessageDeflate: false,
    cors: {
      origin: (origin, decide) => decide(null, origin !== undefined && isOrigin(origin)),
      methods: ['GET', 'POST'],
    },
    // Cross-origin rules do not cover WebSockets: a page of another site gets no further than here.
    allowRequest: (request, decide) =>
      decide(
        null,
        isHearing() &&
          (request.headers.origin === undefined || isOrigin(request.headers.origin)) &&
          tries.blockedFor(request) === 0,
      ),
  });
  io.engine.on('headers', (headers: Record<string, string>) => Object.assign(headers, safeHeaders));
  io.use((_socket, next) => next(refused('no_such_namespace', 'Connect to the namespace /agents.')));
  const agents = io.of('/agents');
  const lines = agentLines('/agents');

  agents.use((socket, next) => {
    const auth: Record<string, unknown> = socket.handshake.auth;
    admitted(auth['token'], socket.handshake.headers.origin).then(
      (data) => {
        socket.data = data;
        // It has done its work, and is not kept for as long as the socket lives.
        delete auth['token'];
        next();
      },
      (error: unknown) => {
        const code = error instanceof SessionRefused ? error.code : 'session_invalid';
        // Every browser's session expires; only what never was one of ours is a try.
        if (code === 'session_invalid') tries.failed(socket.request);
        next(
          refused(code, error instanceof SessionRefused ? error.message : 'The session cannot be checked.'),
        );
      },
    );
  });

  const presence = accountColleagues({
    clock,
    isWatched: (account) => agents.adapter.rooms.has(watching(account)),
    tell: (account, news) => void agents.to(watching(account)).emit('colleagues', news),
  });

  async function catchUp(socket: AgentSocket): Promise<void> {
    const { desk, session } = socket.data;
    const { account, extension } = session;
    await socket.join(`account:${account}`);
    // First the room, then the question: whatever changes in between comes twice rather than never,
    // and the store answers in order, so that nothing newer can be overtaken by the replay.
    if (extension !== null) await socket.join(room(account, extension));
    const { pictures, seq } = await desk.store.missed(
      extension ?? '',
      cursor(socket.handshake.auth['since']),
    );
    for (const picture of pictures) {
      presence.heard(account, picture);
      socket.emit('call', picture);
    }
    socket.emit('caught_up', { seq, now: now() });
  }

  agents.on('connection', (socket) => {
    const { desk, session, turn } = socket.data;
    // Its account was let go while it was still on its way in.
    if ((sentAway.get(session.account) ?? 0) > turn) return void socket.disconnect(true);
    socketSession(socket, { clock, admitted, onForged: () => tries.failed(socket.request) });
    if (session.extension !== null)
      socket.on('disconnect', lines.add(session.account, session.extension, socket));
    agentOrders(socket, warn);
    socket.on('colleagues:watch', (on) => {
      const { account, extension } = session;
      // Somebody without a number has no calls to give away.
      if (on !== true || extension === null) return void socket.leave(watching(account));
      socket.emit('colleagues', presence.whole(account));
      void socket.join(watching(account));
    });
    socket.on('call:heard', (callId) => desk.onHeard(callId, session.extension));
    catchUp(socket).catch((error: unknown) => {
      warn(error, 'replay failed');
      // The transport alone: the client comes again by itself.
      socket.conn.close();
    });
  });

  const isThere = (name: string): boolean => agents.adapter.rooms.has(name);
  const isElsewhere = (account: number, extension: string): boolean =>
    others?.has(account, extension) === true;
  const left = new Map<string, number>();
  agents.adapter.on('create-room', (name: string) => {
    const agent = agentOf(name);
    if (agent === undefined) return;
    others?.told(...agent, true);
    presence.came(...agent);
  });
  agents.adapter.on('delete-room', (name: string) => {
    const agent = agentOf(name);
    if (agent === undefined) return;
    left.set(name, now());
    others?.told(...agent, false);
    if (!isElsewhere(...agent)) presence.left(...agent);
  });
  others?.onChange((account, extension) => {
    if (isThere(room(account, extension))) return;
    if (isElsewhere(account, extension)) presence.came(account, extension);
    else presence.left(account, extension);
  });

  return {
    seen(account, extension) {
      const name = room(account, extension);
      if (isThere(name)) return now();
      const [here, there] = [left.get(name), others?.seen(account, extension)];
      return here === undefined || there === undefined ? (here ?? there) : Math.max(here, there);
    },
    tell(account, changes) {
      for (const { picture, rooms, text } of changes) {
        presence.heard(account, picture);
        lines.tell(account, rooms, () => text ?? JSON.stringify(picture));
      }
      lines.flush();
    },
    count: (account) =>
      account === undefined
        ? agents.sockets.size
        : (agents.adapter.rooms.get(`account:${account}`)?.size ?? 0),
    letGo(account) {
      turns += 1;
      sentAway.set(account, turns);
      presence.forget(account);
      agents.in(`account:${account}`).disconnectSockets(true);
    },
    sendAway: () => agents.sockets.forEach(({ conn }) => conn.close()),
    close() {
      presence.stop();
      io.engine.close();
    },
  };
}
