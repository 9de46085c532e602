import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';

const built = (name: string): string =>
  readFileSync(path.resolve(__dirname, '../../../dist/phone-page', name), 'utf8');
const page = `<!doctype html><meta charset="utf-8"><title>Phone</title><link rel="icon" href="data:,">
<script>window.define = (...parts) => { window.phonePart = parts.pop()(); };</script>
<script src="/page.js"></script><script src="/phone.js"></script>`;

export interface PhoneServer {
  readonly url: string;
  /** `ws:` address of the same server. */
  readonly sip: string;
  stop(): Promise<void>;
}

/** Serves the page with the phone, and hands each socket over with the path that it asked for. */
export async function phoneServer(onSocket: (socket: WebSocket, name: string) => void): Promise<PhoneServer> {
  const http = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1).replace(/\?.*$/, '');
    if (name === '') response.setHeader('content-type', 'text/html');
    else response.setHeader('content-type', 'text/javascript');
    response.end(name === '' ? page : built(name));
  });
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'sip' });
  sockets.on('connection', (socket, request) => {
    socket.on('error', () => undefined);
    onSocket(socket, decodeURIComponent((request.url ?? '/').slice(1)));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    sip: `ws://localhost:${port}/`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
