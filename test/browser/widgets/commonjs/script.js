define(function (require) {
  var $ = require('jquery');
  var _ = require('underscore');
  var Modal = require('lib/components/base/modal');
  function say(name) {
    (window.calls = window.calls || []).push(name);
  }
  return function () {
    say('constructor ' + [typeof $, typeof _.each, typeof Modal].join(' '));
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
