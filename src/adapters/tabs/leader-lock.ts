import type { Undo } from '../../domain/undo';

export interface LeaderLock {
  /** For a leader that no longer answers: it keeps its lock while it hangs. */
  steal(): void;
  readonly leave: Undo;
}

/** At most one tab of all that compete for `name` runs `lead`; the browser passes the lock on by itself. */
export function leaderLock(name: string, lead: () => Undo): LeaderLock {
  const waiting = new AbortController();
  let left = false;
  let queued = false;
  let release: Undo = () => undefined;

  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      if (left) {
        resolve();
        return;
      }
      const standDown = lead();
      release = () => {
        release = () => undefined;
        standDown();
        resolve();
      };
    });

  const compete = (): void => {
    if (left || queued) return;
    queued = true;
    const granted = (): Promise<void> => {
      queued = false;
      return hold();
    };
    navigator.locks.request(name, { signal: waiting.signal }, granted).catch(lost);
  };
  /** Left, or stolen from: the promise is rejected while this tab still believes that it leads. */
  const lost = (): void => {
    release();
    compete();
  };

  compete();
  return {
    steal() {
      if (!left) navigator.locks.request(name, { steal: true }, hold).catch(lost);
    },
    leave() {
      left = true;
      release();
      waiting.abort();
    },
  };
}
