// What the gateway is measured against: takes the same requests and tells the same rooms, believes all, stores nothing.
import fastify from 'fastify';
import { Server } from 'socket.io';

const app = fastify({ bodyLimit: 1024 * 1024 });
let agents;
let seq = 0;

app.post('/v1/events', (request, reply) => {
  const events = Array.isArray(request.body) ? request.body : [request.body];
  for (const { type, ...event } of events) {
    const state = type === 'answered' ? 'active' : type;
    agents.to(event.extensions).emit('call', { ...event, state, seq: (seq += 1) });
  }
  return reply.code(202).send({ accepted: events.length, duplicates: 0 });
});
await app.ready();
agents = new Server(app.server, { serveClient: false, perMessageDeflate: false }).of('/agents');
agents.on('connection', (socket) => {
  socket.join(socket.handshake.auth.extension);
  socket.emit('caught_up', { seq, now: Date.now() });
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.send({ url: `http://127.0.0.1:${app.server.address().port}` });
process.on('disconnect', () => process.exit());
