define(['jquery', 'quill'], function ($, Quill) {
  return function () {
    this.callbacks = {};
    window.calls = [typeof Quill];
  };
});
