import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import { guarded } from './handles';
import { libraries } from './libraries';

/**
 * What `require` asks (classic.ts): `{ library }` or `{ file }`, a function that makes the exports, or `{ missing }`,
 * why there is neither.
 */
export function classicLoader(
  context: QuickJSContext,
  evaluate: (code: string, file: string) => QuickJSHandle,
  fileOf: (name: string) => string | undefined,
  isMissing: (name: string) => string,
): QuickJSHandle {
  function load(name: string): readonly [string, QuickJSHandle] {
    const library = libraries.get(name);
    if (library !== undefined) return ['library', evaluate(`(${library.source})`, '#library.js')];
    const file = fileOf(name);
    if (file === undefined) return ['missing', context.newString(isMissing(name))];
    return [
      'file',
      evaluate(`(function (module, exports, require) {${file}\n})`, `${name.replace(/^\.\//, '')}.js`),
    ];
  }

  return context.newFunction('load', (name) =>
    guarded(context, () => {
      const found = context.newObject();
      const [key, handle] = load(context.getString(name));
      context.setProp(found, key, handle);
      handle.dispose();
      return found;
    }),
  );
}
