define(['jquery'], function ($) {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    var self = this;
    say('constructor');
    this.callbacks = {
      render: function () {
        say('render');
        return true;
      },
      init: function () {
        say('init');
        return true;
      },
      bind_actions: function () {
        say('bind_actions');
        $(document).on('page:changed' + self.ns, function () {
          say('page:changed');
        });
        return true;
      },
      destroy: function () {
        say('destroy');
      },
    };
  };
});
