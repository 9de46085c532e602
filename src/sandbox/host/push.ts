import $ from 'jquery';
import { io } from 'socket.io-client';
import type { InboxModel } from '../pages/page-data';
import { boot } from './boot';

type Listener = (payload: unknown) => void;
const channels = new Map<string, Set<Listener>>();

/** Listens to one channel of the CRM's push server; the answer ends it. */
export function subscribe(channel: string, listener: Listener): () => void {
  const listeners = channels.get(channel) ?? new Set();
  channels.set(channel, listeners.add(listener));
  return () => listeners.delete(listener);
}

export function publish(channel: string, payload: unknown): void {
  for (const listener of [...(channels.get(channel) ?? [])]) listener(payload);
}

export const notificationsChannel = `notifications:${boot.account.id}:${boot.user.id}`;

/** Keeps the connection while the page is in use; a page kept for "back" holds none. */
export function connectPush(): void {
  const socket = io({ path: '/ajax/push', transports: ['websocket'], auth: { user_id: boot.user.id } });
  socket.on('inbox', (message: InboxModel) => publish(notificationsChannel, message));
  window.addEventListener('pagehide', () => socket.disconnect());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    socket.connect();
    $(document).trigger('inbox:refresh');
  });
}
