import type { OrderAnswer } from '../protocol/call-order';
import type { CallResultAnswer } from '../protocol/call-result';
import type { AgentSocket } from './account-desk';
import type { OrderDesk } from './orders/take-orders';

/** Whoever does not want to hear is obeyed all the same. */
const answerBy = (done: unknown) =>
  typeof done === 'function' ? (done as (given: OrderAnswer | CallResultAnswer) => void) : () => undefined;

/** What a browser orders, and the results that it files: each is answered, also where it cannot be done. */
export function agentOrders(socket: AgentSocket, warn: (error: unknown, message: string) => void): void {
  const { desk, session } = socket.data;
  const obey = (order: OrderDesk['hangUp']) => (raw: unknown, done: unknown) => {
    const answer = answerBy(done);
    order(raw, session.extension).then(answer, (error: unknown) => {
      warn(error, 'an order was not passed on');
      answer({ ok: false, code: 'pbx_refused', message: 'The gateway cannot pass it on now.' });
    });
  };
  socket.on('call:originate', obey(desk.orders.originate));
  socket.on('call:hangup', obey(desk.orders.hangUp));
  socket.on('call:result', (word, done) => {
    const answer = answerBy(done);
    desk.onResult(word, session).then(answer, (error: unknown) => {
      warn(error, 'a result was not kept');
      answer({
        ok: false,
        code: 'store_failed',
        message: 'The gateway cannot keep it now: send it again.',
      });
    });
  });
}
