define([], function () {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    this.callbacks = {
      render: function () {
        say('render');
        return true;
      },
      init: function () {
        say('init');
        throw new Error('init of a foreign widget');
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
