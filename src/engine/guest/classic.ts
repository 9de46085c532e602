/**
 * What scripts without `import` and `export` find besides: CommonJS, and the globals of the platform's first
 * years. Takes the prelude's `library` and what loads a file or library by name.
 */
export const classic = String.raw`(function (bridge, load) {
  'use strict';
  const { call, shown, stringify, world } = bridge;
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

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

  // First vars() was the way to the message, then a global object of that name.
  let vars;
  let routing;
  const begin = () => {
    const data = world.data;
    vars = Object.assign(() => data, data);
    routing = data.routing || {};
    define('vars', vars);
    if (world.call !== undefined) world.ctx = new (require('cxC5Server'))();
  };
  const unwrapped = (value) => (value === vars ? { ...world.data, ...vars } : value);
  world.replaced = unwrapped;
  define('exit', (value) => bridge.answer(value === undefined ? 'null' : stringify(unwrapped(value))));
  define('err', (reason) => bridge.refuse(reason));

  const recorded = (name, given) => (...args) => call('recorded', name, args, given);
  const group = (prefix, names, given) =>
    Object.fromEntries(names.map((name) => [name, recorded(prefix + name, given)]));
  define('api', {
    lookup: group('api.lookup.', ['asrplus', 'tps', 'nnpc', 'hlr', 'lrn', 'ping', 'userspaceLookup']),
    send: group('api.send.', ['email', 'sms', 'notify', 'sip'], true),
  });
  const field = (name) => () => routing[name];
  define('connex', {
    datastore: {
      get: (key) => call('kv.get', String(key)),
      set: (key, value, timeout = 3600) => call('kv.set', String(key), typeof value === 'string' ? value : shown(value), timeout),
    },
    routing: {
      getToNumber: field('dest_number'),
      getCallId: field('callid'),
      getSwitch: field('switch'),
      getCardId: field('card_id'),
      setCardId: (value) => void (routing.card_id = value),
      getMaxDuration: field('max_duration'),
      setMaxDuration: (value) => void (routing.max_duration = value),
      setSIPCode: (value) => void (routing.sip_code = value),
      setSIPReason: (value) => void (routing.sip_reason = value),
      getTechPrefix: field('tech_prefix'),
      getFromIp: field('si'),
      getTimeout: field('timeout'),
      getRTP: field('rtp_ip'),
      getDirection: field('direction'),
    },
  });

  return {
    begin,
    entry(main, name) {
      const found = module.exports[name] || (module.export && module.export[name]);
      if (typeof found === 'function') return found;
      return typeof main === 'function' ? main : undefined;
    },
  };
})`;
