define([], function () {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    var other = Object.create(new.target.prototype);
    say('constructor');
    var self = other;
    (function () {
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
    }).call(other);
    other.callbacks.init = function () {
      say('init ' + (window.APP.widgets.list.other_object === self));
      return true;
    };
    return other;
  };
});
