/** What the stopwatch in the page answers; times are ms since 1970 by this machine's clock, with fractions. */
export interface Stopwatch {
  /** When the card of this call was first on the screen, with this very text as its title or hint if one is given. */
  painted(callId: string, text?: string): Promise<number>;
  /** Resolves once there is no card of this call. */
  gone(callId: string): Promise<void>;
}

declare global {
  interface Window {
    stopwatch: Stopwatch;
  }
}

/**
 * Runs in the page, so it uses nothing from outside itself. "Painted": the text is in the document, the next frame
 * has been made, and the task after it has come.
 */
export function installStopwatch(): void {
  // Two clocks of one machine: `Date` is the common one, `performance` the fine one. Wait for a tick to join them.
  const tick = Date.now();
  let now = tick;
  while (now === tick) now = Date.now();
  const offset = now - performance.now();

  const at = new Map<string, number>();
  const waiting = new Map<string, (time: number) => void>();
  const changed = new Set<() => void>();
  const key = (callId: string, text: string): string => JSON.stringify([callId, text]);
  const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.amocrm-telephony__card')];

  const mark = (name: string): void => {
    if (at.has(name)) return;
    at.set(name, NaN);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const time = performance.now() + offset;
        at.set(name, time);
        waiting.get(name)?.(time);
      };
      port2.postMessage(undefined);
    });
  };
  const look = (): void => {
    for (const card of cards()) {
      const callId = card.dataset['call'] ?? '';
      mark(key(callId, ''));
      for (const part of card.querySelectorAll('.amocrm-telephony__who, .amocrm-telephony__hint'))
        mark(key(callId, part.textContent));
    }
    for (const check of changed) check();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });

  window.stopwatch = {
    painted: (callId, text = '') =>
      new Promise((resolve) => {
        const time = at.get(key(callId, text));
        if (time !== undefined && !Number.isNaN(time)) resolve(time);
        else waiting.set(key(callId, text), resolve);
      }),
    gone: (callId) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (cards().some((card) => card.dataset['call'] === callId)) return;
          changed.delete(check);
          resolve();
        };
        changed.add(check);
        check();
      }),
  };
}
