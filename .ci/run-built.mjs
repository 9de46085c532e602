// Runs one of the built programs in this process's place: `node .ci/run-built.mjs gateway/index.js …`.
import { spawn } from 'node:child_process';
import { built } from './built.mjs';

const [program, ...args] = process.argv.slice(2);
built();
const child = spawn(process.execPath, [`dist/${program}`, ...args], { stdio: 'inherit' });
// Ctrl-C reaches the whole group; a plain kill of npm's child only us.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
