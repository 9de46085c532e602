import type { Library } from '../library';

/** The control panel's API, answered from what was recorded for it. */
export const cxRest: Library = {
  exports: ['auth'],
  source: String.raw`({ call }) => {
    const ask = (verb) => (path, value) => call('recorded', 'cxRest.' + verb, [path, value]);
    // Called as it is, and with "new": the platform's own scripts do both.
    const auth = function () {
      const rest = {};
      for (const verb of ['get', 'post', 'put', 'delete', 'create', 'read', 'update']) rest[verb] = ask(verb);
      return rest;
    };
    auth.auth = auth;
    return auth;
  }`,
};

/** Mail and text messages: told in the log, sent nowhere. */
export const cxSend: Library = {
  exports: ['email', 'sms'],
  source: String.raw`({ call }) => ({
    email: (mail) => call('recorded', 'cxSend.email', [mail], true),
    sms: (number, text) => call('recorded', 'cxSend.sms', [number, text], true),
  })`,
};

/** A call that a script would start: told in the log, made nowhere. */
export const cxOriginate: Library = {
  exports: ['originate'],
  source: String.raw`({ call }) => {
    const originate = (...args) => call('recorded', 'cxOriginate.originate', args, true);
    originate.originate = originate;
    return originate;
  }`,
};

/** A key of the right shape that opens nothing: the real one is the platform's secret. */
export const cxHelper: Library = {
  exports: ['generatePbxSecurityKey'],
  source: String.raw`({ log }) => ({
    generatePbxSecurityKey: (company, server) => {
      log('debug', ['cxHelper.generatePbxSecurityKey: a simulated key']);
      return 'simulated-' + company + '-' + server;
    },
  })`,
};
