define([], function () {
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
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
    };
  };
});
