define(['jquery'], function ($) {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    var self = this;
    say('constructor: settings ' + typeof self.get_settings() + ', system ' + typeof self.system());
    try {
      self.i18n('widget.name');
    } catch (error) {
      say('constructor: i18n throws');
    }
    this.callbacks = {
      render: function () {
        say('render ' + self.get_settings().widget_code + ' ' + self.ns);
        return true;
      },
      init: function () {
        say('init ' + self.i18n('widget.name'));
        self.add_action('phone', function (data) {
          window.dialled = data;
        });
        return true;
      },
      bind_actions: function () {
        say('bind_actions');
        $(document).on('trial' + self.ns, function () {
          say('trial');
        });
        return true;
      },
      settings: function () {
        say('settings');
        return true;
      },
      onSave: function () {
        return true;
      },
      destroy: function () {
        say('destroy');
      },
      contacts: {
        selected: function () {
          window.selected = self.list_selected();
        },
      },
      leads: {
        selected: function () {
          window.selected = self.list_selected();
        },
      },
    };
    return this;
  };
});
