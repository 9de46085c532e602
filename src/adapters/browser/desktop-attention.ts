import type { Call } from '../../domain/call';
import type { Caller } from '../../domain/caller';
import type { Attention } from '../../ports/attention';

/** Port `Attention` over the Notifications API. `words` gives plain text: a notification knows no markup. */
export function desktopAttention(
  words: (call: Call, caller: Caller) => { title: string; body: string },
): Attention {
  const shown = new Map<string, { notification: Notification; text: string }>();
  return {
    show(call, caller) {
      if (typeof Notification !== 'function' || Notification.permission !== 'granted') return;
      const { title, body } = words(call, caller);
      const text = `${title}\n${body}`;
      const before = shown.get(call.call_id);
      if (before?.text === text) return;
      try {
        // The same tag replaces the one before, so that the name follows the number in one notification.
        const notification = new Notification(title, {
          body,
          tag: `call-${call.call_id}`,
          requireInteraction: true,
        });
        notification.onclick = () => {
          window.focus();
          notification.close();
        };
        shown.set(call.call_id, { notification, text });
      } catch {
        // Android's Chromium has the constructor and refuses it; the card is there all the same.
      }
    },
    clear(callId) {
      shown.get(callId)?.notification.close();
      shown.delete(callId);
    },
  };
}
