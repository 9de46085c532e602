import type { Undo } from '../domain/undo';
import type { AgentSocket } from './account-desk';
import { textFrame } from './text-frame';

type Connection = AgentSocket['conn'];

/** The part of `ws` that tells whether a frame may still be sent: RFC 6455, 5.5.1. */
interface Open {
  readonly readyState: number;
  readonly OPEN: number;
}

/**
 * Whether what is written to its stream now comes after all that socket.io has sent, and before all that it will send.
 * Not so for a browser that came by long polling, or while packets wait.
 */
function isDirect({ transport, request }: Connection): boolean {
  const socket = (request as { websocket?: Open }).websocket;
  return socket !== undefined && socket.readyState === socket.OPEN && transport.writable;
}

/** Whose browsers are connected, and the way by which calls are told to them: thousands in a second, to one or two each. */
export function agentLines(namespace: string) {
  const accounts = new Map<number, Map<string, Set<Connection>>>();
  const event = `2${namespace},["call",`;
  /** What is told in one go to one browser is written in one go. */
  const frames = new Map<Connection, string>();

  const packetOf = (picture: string): string => `${event}${picture}]`;
  const put = (connection: Connection, picture: string, frame: string): void => {
    if (isDirect(connection)) frames.set(connection, (frames.get(connection) ?? '') + frame);
    else connection.write(packetOf(picture));
  };

  return {
    add(account: number, extension: string, { conn }: Pick<AgentSocket, 'conn'>): Undo {
      let lines = accounts.get(account);
      if (lines === undefined) accounts.set(account, (lines = new Map<string, Set<Connection>>()));
      let line = lines.get(extension);
      if (line === undefined) lines.set(extension, (line = new Set<Connection>()));
      line.add(conn);
      return () => {
        line.delete(conn);
        if (line.size === 0 && lines.get(extension) === line) lines.delete(extension);
      };
    },
    /** `picture`: JSON of it, asked for only where somebody is to be told. Goes out with `flush`. */
    tell(account: number, extensions: readonly string[], picture: () => string): void {
      const lines = accounts.get(account);
      if (lines === undefined) return;
      let text: string | undefined;
      let frame = '';
      for (const extension of extensions) {
        const line = lines.get(extension);
        if (line === undefined) continue;
        if (text === undefined) frame = textFrame(`4${packetOf((text = picture()))}`);
        for (const connection of line) put(connection, text, frame);
      }
    },
    flush(): void {
      for (const [{ request }, bytes] of frames) request.socket.write(bytes, 'latin1');
      frames.clear();
    },
  };
}
