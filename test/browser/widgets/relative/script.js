define(['jquery', './lib/core.js?v=1.0.0', 'json!./data.json'], function ($, core, data) {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    say('constructor ' + core.name + ' ' + data.answer);
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
        return true;
      },
      destroy: function () {
        say('destroy');
      },
    };
  };
});
