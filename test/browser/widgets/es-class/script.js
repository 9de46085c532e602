define([], function () {
  return class Widget {
    constructor() {
      (window.calls = window.calls || []).push('constructor');
      this.callbacks = {};
    }
  };
});
