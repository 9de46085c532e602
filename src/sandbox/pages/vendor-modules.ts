/**
 * The libraries that amoCRM's page offers to `define([...])`, in its own old versions: module name to file below
 * `node_modules`. A browser gets one only when something asks for it.
 */
export const vendorModules: Readonly<Record<string, string>> = {
  jquery: 'jquery/dist/jquery.js',
  underscore: 'underscore/underscore.js',
  backbone: 'backbone/backbone.js',
  moment: 'moment/moment.js',
  'moment-ru': 'moment/locale/ru.js',
  twigjs: 'twig/twig.js',
  pubsub: 'pubsub-js/src/pubsub.js',
  store: 'store/store.js',
  accounting: 'accounting/accounting.js',
  clipboard: 'clipboard/dist/clipboard.js',
  cocktail: 'backbone.cocktail/Cocktail.js',
  cropperjs: 'cropperjs/dist/cropper.js',
  enquire: 'enquire.js/dist/enquire.js',
  'google-libphonenumber': 'google-libphonenumber/dist/libphonenumber.js',
  jplayer: 'jplayer/dist/jplayer/jquery.jplayer.js',
  'js-uuid': 'js-uuid/js-uuid.js',
  rangeslider: 'rangeslider.js/dist/rangeslider.js',
  'virtualized-list': 'virtualized-list/umd/virtualized-list.js',
};

/** Names under which old widgets ask for the same. */
export const aliases: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['jquery', 'underscore', 'backbone', 'moment', 'twigjs', 'jplayer'].map((name) => [
      `vendor/${name}`,
      name,
    ]),
  ),
  '../moment': 'moment',
};
