define([], function () {
  return {
    __esModule: true,
    default: function () {
      (window.calls = window.calls || []).push('constructor');
      this.callbacks = {};
    },
  };
});
