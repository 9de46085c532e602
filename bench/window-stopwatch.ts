/** What the stopwatch of call result windows answers; times are ms since 1970 by this machine's clock, with fractions. */
export interface WindowStopwatch {
  /** When this call's window stood painted and a key pressed went into one of its fields. */
  usable(callId: string): Promise<number>;
  /** When the record that the result goes to stood in it. */
  linked(callId: string): Promise<number>;
}

declare global {
  interface Window {
    windowStopwatch: WindowStopwatch;
  }
}

/** Runs in the page, so it uses nothing from outside itself. */
export function installWindowStopwatch(): void {
  const tick = Date.now();
  let now = tick;
  while (now === tick) now = Date.now();
  const offset = now - performance.now();

  const at = new Map<string, number>();
  const waiting = new Map<string, (time: number) => void>();
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
    const form = document.querySelector<HTMLElement>('.modal form[data-call]');
    if (form === null) return;
    const callId = form.dataset['call'] ?? '';
    if (form.contains(document.activeElement)) mark(`usable ${callId}`);
    if (form.querySelector('[data-box="link"] a') !== null) mark(`linked ${callId}`);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  document.addEventListener('focusin', look);

  const when = (name: string): Promise<number> =>
    new Promise((resolve) => {
      const time = at.get(name);
      if (time !== undefined && !Number.isNaN(time)) resolve(time);
      else waiting.set(name, resolve);
    });
  window.windowStopwatch = {
    usable: (callId) => when(`usable ${callId}`),
    linked: (callId) => when(`linked ${callId}`),
  };
}
