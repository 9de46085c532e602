import type { InboxMessage } from '../crm/model';
import { createPush } from './push';

const message = (user: number): InboxMessage => ({
  id: 'm',
  user_id: user,
  type: 'call',
  date: 1,
  request: {},
  is_read: false,
});

test('a message reaches every open page of its user, and nobody else’s', () => {
  const { push, subscribe } = createPush();
  const heard: string[] = [];
  const stop = subscribe(1, () => heard.push('first'));
  subscribe(1, () => heard.push('second'));
  subscribe(2, () => heard.push('stranger'));
  push(message(1));
  stop();
  push(message(1));
  expect(heard).toEqual(['first', 'second', 'second']);
});
