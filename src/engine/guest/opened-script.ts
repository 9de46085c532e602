import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import type { ScriptSource } from '../read-source';
import type { Delivery, Script } from '../script';
import { classic } from './classic';
import { classicLoader } from './classic-loader';
import { GuestError, callOf, guarded, thrownBy, valueOf } from './handles';
import { libraries, noLibrary } from './libraries';
import { libraryModule } from './library';
import { parts } from './parts';
import { prelude } from './prelude';
import type { Sandbox } from './open-sandbox';

/** With more, a deep recursion would overflow the stack below the sandbox's own, which cannot be mended. */
const stackBytes = 256 * 1024;

export interface OpenedScript {
  /** Calls the script's entry; what comes of it is told through the host's functions. */
  start(delivery: Delivery): void;
  fire(timer: number): void;
  reply(call: number, failed: boolean, text: string): void;
  /** Runs what is due. Throws what escapes from it, as everything here: `GuestError`. */
  pump(): void;
  /** Why an import failed, if one did. */
  missing(): string | undefined;
  /** Makes the world as it was before its first delivery. */
  renew(): void;
  close(): void;
}

interface Outside {
  /** The functions by which a script reaches out, made for its world. */
  readonly host: (context: QuickJSContext) => Readonly<Record<string, QuickJSHandle>>;
  /** Asked now and then while the script runs. */
  readonly mustStop: () => boolean;
  readonly timers: number;
}

/** Makes a new world for a script; its own top level runs in it with the first delivery. */
export function openScript(
  { engine, picture }: Sandbox,
  script: Script,
  source: ScriptSource,
  { host, mustStop, timers }: Outside,
): OpenedScript {
  const runtime = engine.newRuntime();
  runtime.setMaxStackSize(stackBytes);
  runtime.setInterruptHandler(mustStop);
  const context = runtime.newContext();
  const held: QuickJSHandle[] = [];
  const hold = (handle: QuickJSHandle): QuickJSHandle => {
    held.push(handle);
    return handle;
  };
  let missing: string | undefined;
  const isMissing = (name: string): string => (missing = noLibrary(name));
  const fileOf = (name: string): string | undefined => script.files[name.replace(/^\.\//, '')];
  const evaluate = (code: string, file: string, type: 'module' | 'global' = 'global'): QuickJSHandle =>
    valueOf(context, context.evalCode(code, file, { type }));

  runtime.setModuleLoader(
    (name) => {
      const library = libraries.get(name);
      if (library !== undefined) return libraryModule(library);
      const file = name.startsWith('./') ? fileOf(name) : undefined;
      return file ?? { error: new Error(isMissing(name)) };
    },
    // The bridge to the host belongs to the libraries: a script reaches it through them.
    (base, name) => (name === '#bridge' && !libraries.has(base) ? './#bridge' : name),
  );

  const part = (name: QuickJSHandle) =>
    guarded(context, () => evaluate(`(${parts[context.getString(name)] ?? ''})`, '#part.js'));

  function openInner(): QuickJSHandle {
    const functions = hold(context.newObject());
    context.setProp(functions, 'part', hold(context.newFunction('part', part)));
    for (const [name, handle] of Object.entries(host(context)))
      context.setProp(functions, name, hold(handle));
    const world = hold(
      context.newString(JSON.stringify({ env: script.env, timers, exits: source.exits, ...script.unsure })),
    );
    const make = hold(evaluate(prelude, '#prelude.js'));
    return hold(valueOf(context, context.callFunction(make, context.undefined, functions, world)));
  }
  const inner = openInner();
  const bridge = hold(context.getProp(inner, 'library'));

  /** Of a module: its exports, or their promise. */
  let exported: QuickJSHandle | undefined;

  function openClassic(): QuickJSHandle {
    const loader = hold(classicLoader(context, evaluate, fileOf, isMissing));
    const make = hold(evaluate(classic, '#classic.js'));
    return hold(valueOf(context, context.callFunction(make, context.undefined, bridge, loader)));
  }

  /** Of a script without imports and exports: `{ begin, entry }` of classic.ts. */
  const around = source.dialect === 'classic' ? openClassic() : undefined;
  let isLoaded = false;

  function openModule(): QuickJSHandle {
    // Only while the bridge's own module runs is the bridge within reach of a name.
    context.setProp(context.global, '#bridge', bridge);
    const code = `export default globalThis['#bridge']; delete globalThis['#bridge'];`;
    evaluate(code, '#bridge', 'module').dispose();
    return hold(evaluate(script.source, `${script.name}.js`, 'module'));
  }

  function mainOf(opened: QuickJSHandle, name: string): QuickJSHandle {
    // A top-level function or const of the script is in reach of another script, not of the global object.
    const main = evaluate(
      name === 'main' ? `typeof main === 'function' ? main : undefined` : 'undefined',
      '#entry.js',
    );
    try {
      return callOf(context, opened, 'entry', main, name);
    } finally {
      main.dispose();
    }
  }

  // Made when it is first asked for, and then for good: it must be older than the picture.
  hold(context.global.dup());
  const atFirst = held.length;
  const restore = script.variables === 'cleared' ? picture() : undefined;

  return {
    start({ entry, message, call }) {
      callOf(context, inner, 'begin', message, call === undefined ? '' : JSON.stringify(call)).dispose();
      if (around === undefined) exported ??= openModule();
      else {
        callOf(context, around, 'begin').dispose();
        if (!isLoaded) evaluate(script.source, `${script.name}.js`).dispose();
        isLoaded = true;
      }
      const found = around === undefined ? exported : mainOf(around, entry);
      callOf(context, inner, 'start', found ?? context.undefined, entry).dispose();
      if (found !== exported) found?.dispose();
    },
    fire: (timer) => callOf(context, inner, 'fire', timer).dispose(),
    reply: (id, isFailed, text) => callOf(context, inner, 'reply', id, isFailed, text).dispose(),
    pump() {
      const result = runtime.executePendingJobs();
      if (result.error !== undefined) throw new GuestError(thrownBy(context, result.error));
    },
    missing: () => missing,
    renew() {
      restore?.();
      held.length = atFirst;
      [exported, isLoaded, missing] = [undefined, false, undefined];
    },
    close() {
      for (const handle of held.reverse()) handle.dispose();
      context.dispose();
      runtime.dispose();
    },
  };
}
