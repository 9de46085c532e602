import { createServer } from 'node:http';
import { isUtf8 } from 'node:buffer';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ControlDoor } from './control-door';
import type { SipProxy } from './proxy';

/** Where the gateway's orders are taken. */
export const controlPath = '/control';
/** Largest message, bytes. */
const largest = 64 * 1024;
const mostConnections = 200;
/** Between pings; one that goes unanswered ends the connection, ms. */
const pulse = 30_000;
/** What browsers close with when the page ends, by whatever way (RFC 6455, 7.4.1). */
const pageLeft = 1001;

export interface SipServer {
  /** Ends every connection, as a restart would, and goes on listening. */
  readonly dropAll: () => void;
  readonly stop: () => Promise<void>;
}

/** Carries frames between WebSockets (RFC 7118) and the proxy. Pages of `origins` alone may come in. */
export async function sipServer(parts: {
  proxy: SipProxy;
  control: ControlDoor;
  host: string;
  port: number;
  origins: readonly string[];
}): Promise<SipServer> {
  const { proxy, control, host, port, origins } = parts;
  const http = createServer((request, response) => {
    if (request.url === controlPath) return void control(request, response).catch(() => response.destroy());
    response.writeHead(426, { 'content-type': 'text/plain', upgrade: 'websocket' });
    response.end('SIP over WebSocket: connect with the subprotocol "sip".\n');
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largest,
    handleProtocols: () => 'sip',
  });

  http.on('upgrade', (request, socket, head) => {
    const { origin, 'sec-websocket-protocol': asked = '' } = request.headers;
    const isWelcome = origin === undefined || origins.includes(origin);
    const speaksSip = asked.split(',').some((one) => one.trim().toLowerCase() === 'sip');
    const refused = !isWelcome
      ? '403 Forbidden'
      : !speaksSip
        ? '400 Bad Request'
        : sockets.clients.size >= mostConnections
          ? '503 Service Unavailable'
          : undefined;
    socket.on('error', () => socket.destroy());
    if (refused !== undefined)
      return void socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    sockets.handleUpgrade(request, socket, head, attend);
  });

  function attend(socket: WebSocket): void {
    let isAlive = true;
    const flow = proxy.open({
      write(frame) {
        if (socket.readyState !== socket.OPEN) return false;
        // Pages read text; a body that is none goes as it came.
        socket.send(frame, { binary: !isUtf8(frame) });
        return true;
      },
      close: () => socket.terminate(),
    });
    const ping = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    }, pulse);
    socket.on('pong', () => (isAlive = true));
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const answer = proxy.receive(flow, Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer));
      if (answer !== undefined) socket.send(answer, { binary: false });
    });
    socket.on('close', (code) => {
      clearInterval(ping);
      proxy.closed(flow, code === pageLeft);
    });
  }
  const dropAll = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => resolve());
  });
  return {
    dropAll,
    stop: () =>
      new Promise((resolve) => {
        dropAll();
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
