import quickJsNg from '@jitl/quickjs-ng-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { pictureOf } from './memory-picture';
import type { Allocator } from './memory-picture';

const pagesPerMb = 16;
/** What the interpreter takes for itself of any memory, MB. */
const own = 6;

export interface Sandbox {
  readonly engine: QuickJSWASMModule;
  /**
   * Remembers the interpreter as it is now. What it gives back makes it so again, whatever has happened in it since: to be
   * called while nothing runs there. Handles made before hold on, later ones are void, and not to be disposed of.
   */
  readonly picture: () => () => void;
}

/**
 * An interpreter whose memory has one fixed size. That size is the limit: the interpreter's own counting misses most
 * of what a script holds, and a memory that may grow breaks promises that run while it does.
 */
export async function openSandbox(memoryMb: number): Promise<Sandbox> {
  const pages = (memoryMb + own) * pagesPerMb;
  const wasmMemory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const variant = newVariant(quickJsNg, { wasmMemory });
  let allocator: Allocator | undefined;
  const engine = await newQuickJSWASMModuleFromVariant({
    ...variant,
    importModuleLoader: async () => {
      const given = await variant.importModuleLoader();
      // Wrapped once or twice, by how it was bundled.
      const inner = typeof given === 'function' ? given : given.default;
      const load = typeof inner === 'function' ? inner : inner.default;
      return async (options) => {
        const made = await load(options);
        allocator = { take: (size) => made._malloc(size), free: (at) => made._free(at) };
        return made;
      };
    },
  });
  return {
    engine,
    picture() {
      if (allocator === undefined) throw new Error('the interpreter was not loaded');
      return pictureOf(wasmMemory.buffer, allocator);
    },
  };
}
