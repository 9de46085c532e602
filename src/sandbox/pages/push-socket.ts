import type { FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import type { Sandbox } from '../sandbox';
import { inboxModel } from './inbox-model';

/**
 * Open pages hear of new messages over a WebSocket, as amoCRM's do. Not by server-sent events: a browser opens six
 * HTTP connections to one host, so the seventh tab would never load.
 */
export function pushSocket(app: FastifyInstance, sandbox: Sandbox): void {
  const io = new Server(app.server, { path: '/ajax/push', transports: ['websocket'], serveClient: false });
  io.on('connection', (socket) => {
    const user = sandbox.crm.users.find(({ id }) => String(id) === String(socket.handshake.auth['user_id']));
    if (user === undefined) {
      socket.disconnect(true);
      return;
    }
    const stop = sandbox.subscribe(user.id, (message) => {
      socket.emit('inbox', inboxModel(message, user.lang), message.request);
    });
    socket.on('disconnect', stop);
  });
  app.addHook('preClose', () => {
    io.disconnectSockets(true);
    io.engine.close();
  });
}
