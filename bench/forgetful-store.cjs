// The gateway's own store thread over a database that keeps nothing, where storing itself is to be measured: it reads
// the events, makes calls of them and finds whom to tell, as it always does.
const fs = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { workerData } = require('node:worker_threads');

const nothing = { run: () => ({ changes: 0 }), get: () => undefined, all: () => [] };
// Rows that wait to be written ask how far an account's blocks have come, which it always has by then.
const newestBlock = { ...nothing, get: () => ({ block: 0 }) };

class ForgetfulDatabase {
  pragma() {
    return [];
  }
  exec() {}
  prepare(sql) {
    return sql.startsWith('SELECT block FROM counter') ? newestBlock : nothing;
  }
  transaction(work) {
    return Object.assign((...values) => work(...values), { immediate: work });
  }
  close() {}
}

const load = Module._load;
const stand = { libsql: ForgetfulDatabase, 'node:fs': { ...fs, fdatasync: (_file, done) => done(null) } };
Module._load = (name, ...more) => stand[name] ?? load(name, ...more);
// The log of the database, which nobody writes.
fs.mkdirSync(workerData.folder, { recursive: true });
fs.writeFileSync(join(workerData.folder, 'calls.db-wal'), '');
require(join(__dirname, 'kept-store-worker.js'));
