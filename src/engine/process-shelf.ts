import type { ScriptProcess } from './script-process';

/** The processes of one script. */
export interface Pool {
  /** A process that can take a message now; undefined while all are at work. */
  take(): ScriptProcess | undefined;
  /** How many can. */
  free(): number;
  /** Brings back what was taken. */
  give(process: ScriptProcess): void;
  /** Starts what will be needed, before a message waits for it. */
  warm(): void;
}

interface Slot {
  process: ScriptProcess | undefined;
  isBusy: boolean;
  lastUsed: number;
}

/**
 * All processes of an engine. Beyond `most` at once, the one that has been idle for longest is ended, and started anew
 * when its script has a message again.
 */
export function processShelf(most: number) {
  const slots: Slot[] = [];
  let uses = 0;
  const alive = (): Slot[] => slots.filter(({ process }) => process?.isFit() === true);

  function makeRoom(): void {
    const idle = alive().filter(({ isBusy }) => !isBusy);
    let over = alive().length - most + 1;
    for (const slot of idle.sort((one, other) => one.lastUsed - other.lastUsed)) {
      if (over <= 0) return;
      over -= 1;
      slot.process?.end();
      slot.process = undefined;
    }
  }

  function fitted(slot: Slot, start: () => ScriptProcess): ScriptProcess {
    if (slot.process?.isFit() === true) return slot.process;
    makeRoom();
    return (slot.process = start());
  }

  return {
    pool(size: number, start: () => ScriptProcess): Pool {
      const own = Array.from({ length: size }, (): Slot => ({
        process: undefined,
        isBusy: false,
        lastUsed: 0,
      }));
      slots.push(...own);
      return {
        take() {
          const free = own.filter(({ isBusy }) => !isBusy);
          const slot = free.find(({ process }) => process?.isFit() === true) ?? free[0];
          if (slot === undefined) return undefined;
          slot.isBusy = true;
          slot.lastUsed = uses += 1;
          return fitted(slot, start);
        },
        free: () => own.filter(({ isBusy }) => !isBusy).length,
        give(process) {
          const slot = own.find((one) => one.process === process);
          if (slot === undefined) return;
          slot.isBusy = false;
          if (!process.isFit()) fitted(slot, start);
        },
        warm() {
          for (const slot of own) if (alive().length < most) fitted(slot, start);
        },
      };
    },
    pids: (): number[] => alive().flatMap(({ process }) => process?.pid ?? []),
    end(): void {
      for (const { process } of slots) process?.end();
    },
  };
}
