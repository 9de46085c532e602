/** What the stopwatch of a long list answers, in ms. */
export interface RowStopwatch {
  /** From the next event of this kind in the page until an element of this selector is painted. */
  after(event: string, selector: string): Promise<number>;
  /** How many frames the page's own work has held up for more than 50 ms since it was asked last, and the longest. */
  slowFrames(): { count: number; longest: number };
}

declare global {
  interface Window {
    rowStopwatch: RowStopwatch;
  }
}

/** Runs in the page, so it uses nothing from outside itself. */
export function installRowStopwatch(): void {
  // Browsers report every frame that took over 50 ms under this name, and no others.
  const observer = new PerformanceObserver((list) => frames.push(...list.getEntries()));
  const frames: PerformanceEntry[] = [];
  observer.observe({ type: 'long-animation-frame', buffered: false });

  window.rowStopwatch = {
    after: (event, selector) =>
      new Promise((resolve) => {
        const begin = ({ timeStamp }: Event): void => {
          const look = (): void => {
            if (document.querySelector(selector) === null) return void requestAnimationFrame(look);
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - timeStamp);
            port2.postMessage(undefined);
          };
          requestAnimationFrame(look);
        };
        addEventListener(event, begin, { capture: true, once: true });
      }),
    slowFrames() {
      frames.push(...observer.takeRecords());
      const took = frames.splice(0).map(({ duration }) => duration);
      return { count: took.length, longest: Math.max(0, ...took) };
    },
  };
}
