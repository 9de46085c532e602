define(['jquery'], function ($) {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    var self = this;
    this.callbacks = {
      render: function () {
        return true;
      },
      init: function () {
        say('init ' + self.get_settings().widget_active);
        return true;
      },
      bind_actions: function () {
        return true;
      },
      settings: function ($body) {
        say('settings ' + self.get_install_status() + ' ' + $body.find('input[name=server]').length);
        return true;
      },
      onInstall: function () {
        say('onInstall');
      },
      onSave: function (data) {
        say('onSave ' + data.active + ' ' + JSON.stringify(data.fields));
        if (data.fields.server === 'refuse') return false;
        if (data.fields.server === 'throw') throw new Error('onSave of a foreign widget');
        return new Promise(function (resolve) {
          setTimeout(resolve, 20, true);
        });
      },
      destroy: function () {
        say('destroy');
      },
      advancedSettings: function () {
        say('advancedSettings');
        $('#list_page_holder').append('<p id="own_page">own page</p>');
      },
    };
  };
});
