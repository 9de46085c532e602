// Stands in for the gateway's store thread where storing itself is to be measured: answers as it does, keeps nothing.
const { parentPort } = require('node:worker_threads');

let seq = Date.now();

function answer({ ask, events, sizes }) {
  if (ask === 'missed') return { kind: 'missed', missed: { pictures: [], seq } };
  if (ask !== 'append') return { kind: 'done' };
  const calls = new Map(JSON.parse(events).map((event) => [event.call_id, event]));
  const changed = [...calls.values()].map(({ call_id, type, direction, from, to, extensions, at }) => ({
    picture: {
      call_id,
      state: type === 'answered' ? 'active' : type,
      direction,
      phone: from,
      line: to,
      extensions,
      started_at: at,
      seq: (seq += 1),
    },
    rooms: extensions,
  }));
  const counts = sizes.map((size) => ({ accepted: size, duplicates: 0 }));
  return { kind: 'appended', appended: JSON.stringify({ counts, changed }) };
}

parentPort.on('message', ({ question }) => {
  parentPort.postMessage(answer(question));
  if (question.ask === 'close') parentPort.close();
});
