import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import type { Thrown } from '../thrown';

/** An exception that came out of the sandbox. */
export class GuestError extends Error {
  readonly thrown: Thrown;
  constructor(thrown: Thrown) {
    super(thrown.message);
    this.thrown = thrown;
  }
}

const place = (stack: unknown): string | undefined =>
  typeof stack === 'string' ? /[\w./#-]+\.js:\d+(?::\d+)?/.exec(stack)?.[0] : undefined;

/** Reads an exception and lets go of it. Out of memory may arrive without any value. */
export function thrownBy(context: QuickJSContext, handle: QuickJSHandle): Thrown {
  const value = context.dump(handle) as
    { name?: unknown; message?: unknown; stack?: unknown } | null | undefined;
  handle.dispose();
  if (value === null || value === undefined) return { name: 'InternalError', message: 'out of memory' };
  if (typeof value !== 'object') return { name: typeof value, message: String(value) };
  const at = place(value.stack);
  return {
    name: typeof value.name === 'string' ? value.name : 'Error',
    message: typeof value.message === 'string' ? value.message : JSON.stringify(value),
    ...(at !== undefined && { at }),
  };
}

type Result =
  { readonly value: QuickJSHandle; readonly error?: undefined } | { readonly error: QuickJSHandle };

/** The value of a call into the sandbox; throws `GuestError`. */
export function valueOf(context: QuickJSContext, result: Result): QuickJSHandle {
  if (result.error !== undefined) throw new GuestError(thrownBy(context, result.error));
  return result.value;
}

/** Calls `object[name](...args)`; strings and numbers become the sandbox's own. */
export function callOf(
  context: QuickJSContext,
  object: QuickJSHandle,
  name: string,
  ...args: readonly (string | number | boolean | QuickJSHandle)[]
): QuickJSHandle {
  const own: QuickJSHandle[] = [];
  const given = args.map((value) => {
    if (typeof value === 'object') return value;
    const handle =
      typeof value === 'string'
        ? context.newString(value)
        : typeof value === 'number'
          ? context.newNumber(value)
          : value
            ? context.true
            : context.false;
    own.push(handle);
    return handle;
  });
  const method = context.getProp(object, name);
  try {
    return valueOf(context, context.callFunction(method, context.undefined, ...given));
  } finally {
    method.dispose();
    for (const handle of own) handle.dispose();
  }
}

/** Text from the sandbox; throws before it copies what is longer than `most`. */
export function textOf(context: QuickJSContext, handle: QuickJSHandle, most: number): string {
  const length = context.getProp(handle, 'length');
  const chars = context.getNumber(length);
  length.dispose();
  if (chars > most) throw new RangeError(`${chars} characters, ${most} are allowed`);
  return context.getString(handle);
}

/** A host function's work: what the sandbox throws meanwhile is thrown on into it. */
export function guarded(
  context: QuickJSContext,
  work: () => QuickJSHandle,
): QuickJSHandle | { error: QuickJSHandle } {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GuestError)) throw error;
    const { name, message } = error.thrown;
    return { error: context.newError({ name, message }) };
  }
}
