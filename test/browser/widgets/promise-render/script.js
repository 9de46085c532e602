define(['jquery'], function ($) {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  $(document).on('widget:promise_render:loaded', function () {
    say('loaded');
  });
  return function () {
    this.callbacks = {
      render: function () {
        say('render');
        return new Promise(function (resolve) {
          setTimeout(resolve, 50);
        });
      },
      init: function () {
        say('init');
        return true;
      },
      bind_actions: function () {
        say('bind_actions');
        return true;
      },
      destroy: function () {
        say('destroy');
      },
    };
  };
});
