import { io, type Socket } from 'socket.io-client';
import type { CallPicture, CaughtUp } from '../src/protocol/agent-socket';

/** What went wrong in what one agent's browser was told. */
export interface AgentFaults {
  /** Calls that ended twice. */
  readonly doubled: string[];
  /** Older than what was told before. */
  readonly disordered: string[];
}

/** An agent's browser that keeps its cursor, comes back by itself and judges all that it is told. */
export function steadyAgent(url: string, token: string) {
  let cursor: number | undefined;
  let live = false;
  const seen = new Map<string, { seq: number; ended: number | undefined }>();
  const faults: AgentFaults = { doubled: [], disordered: [] };
  const socket: Socket = io(`${url}/agents`, {
    auth: (send) => send({ token, ...(cursor !== undefined && { since: cursor }) }),
    ...{ transports: ['websocket'], forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 200 },
  });
  let waiting: (() => void)[] = [];
  const fallsBehind = (): void => void (live = false);
  socket.on('connect', fallsBehind);
  socket.on('disconnect', fallsBehind);
  socket.on('call', ({ call_id: id, seq, state }: CallPicture) => {
    if (live) cursor = Math.max(cursor ?? 0, seq);
    const mark = `${id} ${seq}`;
    const before = seen.get(id);
    const isEnd = state === 'ended';
    if (before !== undefined && (seq < before.seq || (before.ended !== undefined && !isEnd)))
      faults.disordered.push(mark);
    if (isEnd && before?.ended !== undefined && before.ended !== seq) faults.doubled.push(mark);
    seen.set(id, { seq: Math.max(seq, before?.seq ?? 0), ended: isEnd ? seq : before?.ended });
  });
  socket.on('caught_up', ({ seq }: CaughtUp) => {
    cursor = seq;
    live = true;
    for (const go of waiting) go();
    waiting = [];
  });
  return {
    faults,
    ended: (id: string): boolean => seen.get(id)?.ended !== undefined,
    /** Resolves once it is connected and has been told all that it missed: at once where it is. */
    caughtUp: (): Promise<void> =>
      new Promise((resolve) => {
        if (live) resolve();
        else waiting.push(resolve);
      }),
    /** Loses the connection: with a word to the gateway, or without one. */
    drop(politely: boolean): void {
      const { engine } = socket.io;
      if (politely) engine.close();
      else (engine.transport as unknown as { ws?: { terminate?: () => void } }).ws?.terminate?.();
    },
    close: (): void => void socket.close(),
  };
}
