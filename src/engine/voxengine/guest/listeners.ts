type Listener = (event: unknown) => unknown;

/** Listeners of one thing that fires events, kept as the host keeps them: also what is no function, until it fires. */
export function listeners() {
  const known = new Map<string, unknown[]>();
  return {
    addEventListener: (event: unknown, listener: unknown): void => {
      if (typeof event !== 'string') throw new TypeError(`addEventListener: ${String(event)} is no event`);
      known.set(event, [...(known.get(event) ?? []), listener]);
    },
    removeEventListener: (event: unknown, listener?: unknown): void => {
      const name = String(event);
      known.set(
        name,
        listener === undefined ? [] : (known.get(name) ?? []).filter((each) => each !== listener),
      );
    },
    isHeard: (name: string): boolean => (known.get(name) ?? []).length > 0,
    /** The value of the last listener that returned one. */
    fire(name: string, event: Readonly<Record<string, unknown>>): unknown {
      let value: unknown;
      for (const listener of known.get(name) ?? []) {
        if (typeof listener !== 'function') throw new TypeError(`the listener of ${name} is not a function`);
        value = (listener as Listener)({ name, ...event }) ?? value;
      }
      return value;
    },
  };
}

export type Listeners = ReturnType<typeof listeners>;
