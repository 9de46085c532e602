const wordsOf = (fault: unknown): string =>
  fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);

/**
 * A listener that cannot end the session: VoxEngine stops a scenario at the first exception or rejected promise that
 * nobody catches, and the caller with it.
 */
export const guarded =
  <A extends unknown[]>(name: string, listener: (...args: A) => unknown, otherwise?: (...args: A) => void) =>
  (...args: A): void => {
    const failed = (fault: unknown): void => {
      Logger.write(`fault in ${name}: ${wordsOf(fault)}`);
      try {
        otherwise?.(...args);
      } catch (again) {
        Logger.write(`fault after the fault in ${name}: ${wordsOf(again)}`);
      }
    };
    try {
      const result = listener(...args);
      if (result instanceof Promise) result.catch(failed);
    } catch (fault) {
      failed(fault);
    }
  };
