/** Subscribing returns its undo. */
export type Undo = () => void;

/** Everything that starts belongs to a lifetime; ended once, in reverse order, whatever one of them throws. */
export interface Lifetime {
  own(undo: Undo): void;
  end(): void;
  readonly ended: boolean;
}

export function lifetime(onFault: (error: unknown) => void): Lifetime {
  let owned: Undo[] | undefined = [];
  const run = (undo: Undo): void => {
    try {
      undo();
    } catch (error) {
      onFault(error);
    }
  };
  return {
    own(undo) {
      if (owned === undefined) run(undo);
      else owned.push(undo);
    },
    end() {
      const undos = owned ?? [];
      owned = undefined;
      for (const undo of undos.reverse()) run(undo);
    },
    get ended() {
      return owned === undefined;
    },
  };
}
