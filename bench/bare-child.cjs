// What the engine is measured against, in a process of its own so that its garbage is not the engine's: messages sent
// back as they came, and the same script in node:vm, a new context for every message and no limit at all.
const { createContext, runInContext } = require('node:vm');

async function inVm(script, text) {
  const context = createContext({ lookUp: () => Promise.resolve(null) });
  const main = runInContext(`${script}; main`, context);
  return JSON.stringify(await main(JSON.parse(text)));
}

process.on('message', async ({ script, text, count }) => {
  if (script === undefined) return process.send({ text });
  const took = [];
  for (let index = 0; index < count; index += 1) {
    const since = performance.now();
    await inVm(script, text);
    took.push(performance.now() - since);
  }
  process.send({ took });
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
