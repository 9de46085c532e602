define([], function () {
  return function () {
    var self = this;
    window.sent = [];
    this.callbacks = {
      render: function () {
        self.add_source('sms', function (message) {
          window.sent.push(message);
          return message.message === 'refuse' ? Promise.reject(new Error('no credit')) : Promise.resolve();
        });
        self.add_source(
          'custom',
          function ($el) {
            $el.html('<p id="own_source">own form</p>');
          },
          'Свой канал',
        );
        return true;
      },
      init: function () {
        return true;
      },
      bind_actions: function () {
        return true;
      },
    };
  };
});
