// The gateway's own store thread over a database that keeps nothing, where storing itself is to be measured: it reads
// the events, makes calls of them and finds whom to tell, as it always does.
const { mkdirSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { workerData } = require('node:worker_threads');

const nothing = { run: () => ({ changes: 0 }), get: () => undefined, all: () => [] };

class ForgetfulDatabase {
  pragma() {
    return [];
  }
  exec() {}
  prepare() {
    return nothing;
  }
  transaction(work) {
    return Object.assign((...values) => work(...values), { immediate: work });
  }
  close() {}
}

const load = Module._load;
Module._load = (name, ...more) => (name === 'libsql' ? ForgetfulDatabase : load(name, ...more));
// The store syncs its database's log, which nobody writes here.
mkdirSync(workerData.folder, { recursive: true });
writeFileSync(join(workerData.folder, 'calls.db-wal'), '');
require(join(__dirname, 'kept-store-worker.js'));
