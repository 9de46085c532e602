define([
  'jquery',
  'underscore',
  'backbone',
  'moment',
  'twigjs',
  'pubsub',
  'store',
  'accounting',
  'clipboard',
  'cocktail',
  'cropperjs',
  'enquire',
  'google-libphonenumber',
  'jplayer',
  'js-uuid',
  'rangeslider',
  'virtualized-list',
  'vendor/jplayer',
], function (
  $,
  _,
  Backbone,
  moment,
  Twig,
  pubsub,
  store,
  accounting,
  Clipboard,
  cocktail,
  Cropper,
  enquire,
  phones,
) {
  return function () {
    this.callbacks = {
      render: function () {
        window.calls = [
          [$.fn.jquery, _.VERSION, Backbone.VERSION, moment.version, Twig.VERSION, accounting.version].join(
            ' ',
          ),
          [Clipboard, cocktail.mixin, Cropper, enquire.register, $.fn.jPlayer, $.fn.rangeslider]
            .map(function (part) {
              return typeof part;
            })
            .join(' '),
          String(phones.PhoneNumberUtil.getInstance().parse('8 (999) 111-22-33', 'RU').getNationalNumber()),
        ];
        return true;
      },
      init: function () {
        return true;
      },
      bind_actions: function () {
        return true;
      },
    };
  };
});
