define(function () {
  return 'parts';
});
