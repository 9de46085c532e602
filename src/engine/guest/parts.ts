/**
 * Parts of a script's surroundings that are made when they are first needed. Each is a function of the sandbox's
 * language that takes the prelude's `library` and the host's functions.
 */
export const parts: Readonly<Record<string, string>> = {
  console: String.raw`({ define, stringify }, host) => {
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
    const log = (level, values) => host.log(level, values.map(shown).join(' '));
    const console = {};
    for (const level of ['debug', 'info', 'log', 'warn', 'error']) console[level] = (...values) => log(level, values);
    console.trace = console.debug;
    return { console, log, shown };
  }`,

  env: String.raw`({ call, world }) => {
    const process = { env: { ...world.env } };
    return {
      process,
      setEnvVar(name, value) {
        if (typeof value !== 'string') throw new TypeError('setEnvVar takes a string: use JSON.stringify');
        process.env[name] = value;
        return call('env.set', String(name), value);
      },
    };
  }`,

  timers: String.raw`({ world }, host) => {
    const timers = new Map();
    let last = 0;
    function timer(repeat, action, ms, args) {
      if (typeof action !== 'function') throw new TypeError('a timer needs a function');
      const id = ++last;
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
    return {
      setTimeout: (action, ms, ...args) => timer(false, action, ms, args),
      setInterval: (action, ms, ...args) => timer(true, action, ms, args),
      clearTimeout: clear,
      clearInterval: clear,
      forget: () => timers.clear(),
      fire(id) {
        const due = timers.get(id);
        if (due === undefined) return;
        if (!due.repeat) timers.delete(id);
        due.action(...due.args);
      },
    };
  }`,

  web: String.raw`({ call, parse }) => {
    const request = (url, options) =>
      call('http', String(url), {
        method: options && options.method,
        headers: options && options.headers,
        body: options && options.body,
        timeout: options && options.timeout,
      });
    const fetch = async (url, options) => {
      const { status, headers, body } = await request(url, options);
      return {
        status,
        ok: status >= 200 && status < 300,
        headers: { get: (name) => headers[String(name).toLowerCase()] ?? null },
        text: async () => body,
        json: async () => parse(body),
      };
    };
    return { request, fetch };
  }`,

  thrown: String.raw`({ shown }) => {
    function place(error) {
      const found = /([\w.\-/#]+\.js:\d+(:\d+)?)/.exec(String(error.stack));
      return found === null ? undefined : found[1];
    }
    return (error) => {
      if (Array.isArray(error)) {
        const [code, text] = error;
        const said = text instanceof Error ? text.message : text;
        const pair = [Number(code), said === undefined ? null : String(said)];
        return { name: 'Array', message: shown(error), pair };
      }
      if (error === null || error === undefined) return { name: String(error), message: '' };
      if (typeof error !== 'object') return { name: typeof error, message: String(error) };
      const message = error.message === undefined ? shown(error) : String(error.message);
      return { name: String(error.name || 'Object'), message, at: place(error) };
    };
  }`,

  old: String.raw`({ call, shown, world }) => {
    const recorded = (name, given) => (...args) => call('recorded', name, args, given);
    const group = (prefix, names, given) =>
      Object.fromEntries(names.map((name) => [name, recorded(prefix + name, given)]));
    const api = {
      lookup: group('api.lookup.', ['asrplus', 'tps', 'nnpc', 'hlr', 'lrn', 'ping', 'userspaceLookup']),
      send: group('api.send.', ['email', 'sms', 'notify', 'sip'], true),
    };
    const routing = () => (world.data.routing ??= {});
    const field = (name) => () => routing()[name];
    const set = (name) => (value) => void (routing()[name] = value);
    const connex = {
      datastore: {
        get: (key) => call('kv.get', String(key)),
        set: (key, value, timeout = 3600) => call('kv.set', String(key), shown(value), timeout),
      },
      routing: {
        getToNumber: field('dest_number'),
        getCallId: field('callid'),
        getSwitch: field('switch'),
        getTechPrefix: field('tech_prefix'),
        getFromIp: field('si'),
        getTimeout: field('timeout'),
        getRTP: field('rtp_ip'),
        getDirection: field('direction'),
        getCardId: field('card_id'),
        setCardId: set('card_id'),
        getMaxDuration: field('max_duration'),
        setMaxDuration: set('max_duration'),
        setSIPCode: set('sip_code'),
        setSIPReason: set('sip_reason'),
      },
    };
    return { api, connex };
  }`,
};
