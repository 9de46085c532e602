// An engine in a process of its own, to be killed: `node engine-child.cjs SETTINGS`. Tells every answer over its channel.
const { openEngine } = require('../../dist/engine/index.js');

const settings = JSON.parse(process.argv[2]);
const say = (message) => process.send?.(message);

openEngine({ ...settings, onAnswer: (id, answer) => say({ answered: id, answer }) }).then(
  (engine) => {
    process.on('message', (message) => {
      if (message === 'pids') say({ pids: engine.pids() });
      else if (message === 'counts') engine.counts().then((counts) => say({ counts }));
      else
        engine.ask(message).then(
          (answer) => say({ replied: message.id, answer }),
          (error) => say({ failed: message.id, why: String(error) }),
        );
    });
    say({ open: true });
  },
  (error) => {
    say({ failed: 'open', why: String(error) });
    process.exit(1);
  },
);
