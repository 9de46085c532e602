import quickJsNg from '@jitl/quickjs-ng-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';

const pagesPerMb = 16;
/** What the interpreter takes for itself of any memory, MB. */
const own = 6;

/**
 * An interpreter whose memory has one fixed size. That size is the limit: the interpreter's own counting misses most
 * of what a script holds, and a memory that may grow breaks promises that run while it does.
 */
export const sandboxMemory = (memoryMb: number): Promise<QuickJSWASMModule> => {
  const pages = (memoryMb + own) * pagesPerMb;
  const wasmMemory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  return newQuickJSWASMModuleFromVariant(newVariant(quickJsNg, { wasmMemory }));
};
