/**
 * What scripts without `import` and `export` find besides: CommonJS, and the globals of the platform's first
 * years. Takes the prelude's `library` and what loads a file or library by name.
 */
export const classic = String.raw`(function (bridge, load) {
  'use strict';
  const { define, lazily, stringify, world } = bridge;
  const loaded = new Map();
  function require(name) {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    const code = load(String(name));
    if (code.missing) throw new Error(code.missing);
    loaded.set(name, module);
    if (code.library) module.exports = code.library(bridge);
    else code.file(module, module.exports, require);
    return module.exports;
  }
  const module = { exports: {} };
  define('require', require);
  define('module', module);
  define('exports', module.exports);
  lazily('old', ['api', 'connex']);

  // First vars() was the way to the message, then a global object of that name.
  let vars;
  const unwrapped = (value) => (value === vars ? { ...world.data, ...vars } : value);
  world.replaced = unwrapped;
  define('exit', (value) => bridge.answer(value === undefined ? 'null' : stringify(unwrapped(value))));
  define('err', (reason) => bridge.refuse(reason));

  return {
    begin() {
      const data = world.data;
      vars = Object.assign(() => data, data);
      define('vars', vars);
      if (world.call !== undefined) world.ctx = new (require('cxC5Server'))();
    },
    entry(main, name) {
      const found = module.exports[name] || (module.export && module.export[name]);
      if (typeof found === 'function') return found;
      return typeof main === 'function' ? main : undefined;
    },
  };
})`;
