define(['./part.js'], function (part) {
  return { name: 'core of ' + part };
});
