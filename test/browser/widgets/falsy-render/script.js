define([], function () {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    this.callbacks = {
      render: function () {
        say('render');
        return false;
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
