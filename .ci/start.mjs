// `npm start`: installs what is missing, builds what is out of date, starts the sandbox.
process.argv.splice(2, 0, 'sandbox/index.js');
await import('./run-built.mjs');
