import type { Page } from 'puppeteer-core';
import { crmHadAtMost } from './crm-limit';
import type { RunningSandbox } from './sandbox';

declare global {
  interface Window {
    putForward(ms: number): void;
  }
}

/** Runs in the page: its time goes on as ever, but can be put forward, and what is due by then happens at once. */
function movableClock(): void {
  const [wait, forget] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
  const now = Date.now.bind(Date);
  let ahead = 0;
  const waiting = new Map<number, { due: number; run: () => void }>();
  Date.now = () => now() + ahead;
  const setTimeout = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): number => {
    const fire = (): void => {
      waiting.delete(id);
      run(...given);
    };
    const id = wait(fire, ms);
    waiting.set(id, { due: Date.now() + ms, run: fire });
    return id;
  };
  const clearTimeout = (id?: number): void => {
    if (id === undefined) return;
    waiting.delete(id);
    forget(id);
  };
  Object.assign(window, { setTimeout, clearTimeout });
  window.putForward = (ms) => {
    ahead += ms;
    for (const [id, { due, run }] of [...waiting]) {
      if (due > Date.now() || !waiting.has(id)) continue;
      forget(id);
      run();
    }
  };
}

/** For pages of `manyTabs`, which have no `page.clock`; before they are opened. */
export const withClock = (page: Page): Promise<unknown> =>
  page.evaluateOnNewDocument(`(${movableClock.toString()})();`);

/** As `undoIsOver` of the result window: the ten seconds for taking it back. */
export async function putForward(page: Page, sandbox: RunningSandbox): Promise<void> {
  await crmHadAtMost(1, 'browser', sandbox);
  await page.evaluate(() => window.putForward(10_000));
}
