import type { InboxMessage } from '../crm/model';

export interface Push {
  push: (message: InboxMessage) => void;
  subscribe: (userId: number, listener: (message: InboxMessage) => void) => () => void;
}

/** Carries messages of the notification centre to the open pages of their user. */
export function createPush(): Push {
  const listeners = new Map<number, Set<(message: InboxMessage) => void>>();
  return {
    push(message) {
      for (const listener of [...(listeners.get(message.user_id) ?? [])]) listener(message);
    },
    subscribe(userId, listener) {
      const own = listeners.get(userId) ?? new Set();
      listeners.set(userId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(userId);
      };
    },
  };
}
