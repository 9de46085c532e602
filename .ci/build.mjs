// `npm run build`: dist/widget (and its zip), the gateway, the sandbox, the command-line tools.
import { spawnSync } from 'node:child_process';
import { installed } from './installed.mjs';

installed();
const run = (command, args) => {
  const { status } = spawnSync(process.execPath, [command, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
run('node_modules/webpack/bin/webpack.js', process.argv.slice(2));
run('.ci/pack-widget.mjs', []);
