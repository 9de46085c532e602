/**
 * What a script finds around itself, written in the language of the sandbox and run there before it. Takes the
 * host's functions, returns the handles by which the host reaches in. Whatever a script overwrites here, it
 * overwrites for itself and this one run.
 *
 * It is read anew for every message, so it holds only what every message needs; the rest (parts.ts) is read when a
 * script first names it.
 */
export const prelude = String.raw`(function (host, worldText) {
  'use strict';
  const { parse, stringify } = JSON;
  const world = parse(worldText);
  const waiting = new Map();
  const made = new Map();

  const defineIn = (object, name, value) =>
    Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
  const define = (name, value) => defineIn(globalThis, name, value);
  // Of the interpreter's own every message would get the same numbers: its world begins alike each time.
  defineIn(Math, 'random', host.random);
  function part(name) {
    if (!made.has(name)) made.set(name, host.part(name)(library, host));
    return made.get(name);
  }
  // A global that its part makes when it is first asked for.
  function lazily(from, names) {
    for (const name of names)
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get() {
          const value = part(from)[name];
          define(name, value);
          return value;
        },
        set: (value) => define(name, value),
      });
  }
  lazily('console', ['console']);
  lazily('env', ['process', 'setEnvVar']);
  lazily('timers', ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']);
  if (world.fetch) lazily('web', ['fetch']);

  const call = (name, ...args) =>
    new Promise((resolve, reject) => {
      const id = host.call(name, stringify(args));
      waiting.set(id, { resolve, reject });
    });
  const answer = (text) => host.done('returned', text);
  const fail = (error) => {
    let text = '{"name":"unreadable","message":"what was thrown cannot be read"}';
    try {
      text = stringify(part('thrown')(error));
    } catch (unreadable) {}
    host.done('threw', text);
  };
  const library = {
    call, define, lazily, part, parse, stringify, world, answer,
    refuse: fail,
    get log() { return part('console').log; },
    get shown() { return part('console').shown; },
    get request() { return part('web').request; },
  };

  // A Gen 1 script that returns nothing answers later, by exit() or err().
  function settle(value) {
    const given = world.replaced === undefined ? value : world.replaced(value);
    if (given === undefined) {
      if (!world.exits) host.done('nothing', '');
      return;
    }
    try {
      const text = stringify(given);
      if (text === undefined) host.done('nothing', '');
      else answer(text);
    } catch (error) {
      fail(new TypeError('the result cannot be written as JSON: ' + (error && error.message)));
    }
  }
  const entryIn = (value, name) => {
    if (typeof value === 'function') return value;
    if (value === null || value === undefined) return undefined;
    const whole = value.default;
    if (typeof value[name] === 'function') return value[name];
    if (whole && typeof whole[name] === 'function') return whole[name];
    return name === 'main' && typeof whole === 'function' ? whole : undefined;
  };

  return {
    library,
    begin(message, call) {
      world.data = parse(message);
      world.call = call === '' ? undefined : parse(call);
      waiting.clear();
      if (made.has('timers')) part('timers').forget();
    },
    fire: (id) => part('timers').fire(id),
    reply(id, failed, text) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (call === undefined) return;
      if (failed) call.reject(new Error(text));
      else call.resolve(text === '' ? undefined : parse(text));
    },
    // A function, or a module, or the promise of one.
    start(found, name) {
      Promise.resolve(found)
        .then((value) => {
          const entry = entryIn(value, name);
          if (entry === undefined) return host.done('entry', '');
          return Promise.resolve(entry(world.data, world.ctx)).then(settle);
        })
        .catch(fail);
    },
  };
})`;
