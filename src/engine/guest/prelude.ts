/**
 * What a script finds around itself, written in the language of the sandbox and run there before it. Takes the
 * host's functions, returns the handles by which the host reaches in. Whatever a script overwrites here, it
 * overwrites for itself and this one run.
 */
export const prelude = String.raw`(function (host, worldText) {
  'use strict';
  const { parse, stringify } = JSON;
  const world = parse(worldText);
  const waiting = new Map();
  const timers = new Map();
  let lastTimer = 0;

  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  function shown(value) {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return value.name + ': ' + value.message;
    try {
      const text = stringify(value);
      return text === undefined ? String(value) : text;
    } catch (error) {
      return Object.prototype.toString.call(value);
    }
  }

  const call = (name, ...args) =>
    new Promise((resolve, reject) => {
      const id = host.call(name, stringify(args));
      waiting.set(id, { resolve, reject });
    });
  const log = (level, values) => host.log(level, values.map(shown).join(' '));

  const console = {};
  for (const level of ['debug', 'info', 'log', 'warn', 'error']) console[level] = (...values) => log(level, values);
  console.trace = console.debug;
  define('console', console);
  define('process', { env: { ...world.env } });

  function timer(repeat, action, ms, args) {
    if (typeof action !== 'function') throw new TypeError('a timer needs a function');
    const id = ++lastTimer;
    timers.set(id, { action, args, repeat });
    if (!host.timer(id, Number(ms) || 0, repeat)) {
      timers.delete(id);
      throw new Error('more than ' + world.timers + (repeat ? ' intervals' : ' timers') + ' at once');
    }
    return id;
  }
  const clear = (id) => {
    if (timers.delete(id)) host.clear(id);
  };
  define('setTimeout', (action, ms, ...args) => timer(false, action, ms, args));
  define('setInterval', (action, ms, ...args) => timer(true, action, ms, args));
  define('clearTimeout', clear);
  define('clearInterval', clear);
  define('setEnvVar', (name, value) => {
    if (typeof value !== 'string') throw new TypeError('setEnvVar takes a string: use JSON.stringify');
    globalThis.process.env[name] = value;
    return call('env.set', String(name), value);
  });

  const request = (url, options) =>
    call('http', String(url), {
      method: options && options.method,
      headers: options && options.headers,
      body: options && options.body,
      timeout: options && options.timeout,
    });
  if (world.fetch) {
    define('fetch', async (url, options) => {
      const { status, headers, body } = await request(url, options);
      return {
        status,
        ok: status >= 200 && status < 300,
        headers: { get: (name) => headers[String(name).toLowerCase()] ?? null },
        text: async () => body,
        json: async () => parse(body),
      };
    });
  }

  const begin = (message, call) => {
    world.data = parse(message);
    world.call = call === '' ? undefined : parse(call);
    waiting.clear();
    timers.clear();
  };
  const library = { call, log, request, shown, parse, stringify, world, answer: (text) => host.done('returned', text), refuse: (error) => fail(error) };

  function place(error) {
    const found = /([\w.\-/#]+\.js:\d+(:\d+)?)/.exec(String(error.stack));
    return found === null ? undefined : found[1];
  }
  function thrown(error) {
    if (Array.isArray(error)) {
      const [code, text] = error;
      const said = text instanceof Error ? text.message : text;
      return { name: 'Array', message: shown(error), pair: [Number(code), said === undefined ? null : String(said)] };
    }
    if (error === null || error === undefined) return { name: String(error), message: '' };
    if (error instanceof Error || typeof error === 'object')
      return { name: String(error.name || 'Object'), message: error.message === undefined ? shown(error) : String(error.message), at: place(error) };
    return { name: typeof error, message: String(error) };
  }
  function fail(error) {
    let text = '{"name":"Error","message":"what was thrown cannot be read"}';
    try {
      text = stringify(thrown(error));
    } catch (unreadable) {}
    host.done('threw', text);
  }
  // A Gen 1 script that returns nothing answers later, by exit() or err().
  function settle(value) {
    const given = typeof world.replaced === 'function' ? world.replaced(value) : value;
    if (given === undefined) {
      if (!world.exits) host.done('nothing', '');
      return;
    }
    try {
      const text = stringify(given);
      if (text === undefined) host.done('nothing', '');
      else host.done('returned', text);
    } catch (error) {
      fail(new TypeError('the result cannot be written as JSON: ' + (error && error.message)));
    }
  }

  return {
    library,
    begin,
    fire(id) {
      const timer = timers.get(id);
      if (timer === undefined) return;
      if (!timer.repeat) timers.delete(id);
      timer.action(...timer.args);
    },
    reply(id, failed, text) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (call === undefined) return;
      if (failed) call.reject(new Error(text));
      else call.resolve(text === '' ? undefined : parse(text));
    },
    // A function, or a module, or the promise of one.
    start(found, name) {
      const entryOf = (value) => {
        if (typeof value === 'function') return value;
        if (value === null || value === undefined) return undefined;
        const whole = value.default;
        if (typeof value[name] === 'function') return value[name];
        if (whole && typeof whole[name] === 'function') return whole[name];
        return name === 'main' && typeof whole === 'function' ? whole : undefined;
      };
      Promise.resolve(found)
        .then((value) => {
          const entry = entryOf(value);
          if (entry === undefined) return host.done('entry', '');
          return Promise.resolve(entry(world.data, world.ctx)).then(settle);
        })
        .catch(fail);
    },
  };
})`;
