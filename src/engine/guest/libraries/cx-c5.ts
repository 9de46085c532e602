import type { Library } from '../library';

/**
 * A Class 5 call without a call: what the script does to it is told in the log, what it hears comes from the
 * description of the call (`{ variables, headers, digits }`).
 */
export const cxC5Server: Library = {
  exports: ['cxC5Server'],
  source: String.raw`({ log, shown, world }) => {
    const described = world.call || {};
    const variables = { ...described.variables };
    const headers = { ...described.headers };
    const digits = [...(described.digits || [])];
    const told = (name, args) => log('info', ['call: ' + name + '(' + args.map((value) => (typeof value === 'string' ? JSON.stringify(value) : shown(value))).join(', ') + ')']);
    class Call {
      get(name) {
        return variables[name];
      }
      set(name, value) {
        told('set', [name, value]);
        variables[name] = value;
        return Promise.resolve();
      }
      header(name, value) {
        if (value === undefined) return headers[name];
        told('header', [name, value]);
        headers[name] = value;
        return undefined;
      }
      async ivr(...args) {
        told('ivr', args);
        const value = digits.shift();
        const heard = value === undefined ? { status: 'timeout', value: '' } : { status: 'success', value };
        log('info', ['call: heard ' + shown(heard)]);
        return heard;
      }
    }
    for (const name of ['log', 'answer', 'tts', 'echo', 'play', 'bridge', 'hangup', 'blockDtmf', 'waitFor', 'waitForHangup', 'record'])
      Call.prototype[name] = function (...args) {
        told(name, args);
        return Promise.resolve();
      };
    Call.cxC5Server = Call;
    return Call;
  }`,
};
