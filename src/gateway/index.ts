import { readConfig } from './config';
import { backup } from './ops/backup';
import { startGateway } from './start';

/** A stop that takes longer is not graceful any more, ms. */
const stopDeadline = 10_000;

const [command, file] = process.argv.slice(2);
if (command !== undefined) {
  try {
    if (command !== 'backup' || file === undefined)
      throw new Error('the one thing it does besides is: backup FILE');
    backup(process.env['STORE_PATH'] ?? '', file);
  } catch (error) {
    console.error(`The gateway cannot do that: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  console.log(`The store is copied to ${file}`);
  process.exit(0);
}

const read = readConfig(process.env);
if ('faults' in read) {
  console.error(`The gateway cannot start, its environment is not complete:`);
  for (const fault of read.faults) console.error(`  ${fault}`);
  process.exit(1);
}

const die = (error: unknown): never => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const busy =
    code === 'EADDRINUSE' ? `port ${read.config.port} is in use: set PORT to a free one` : String(message);
  console.error(`The gateway stops: ${busy}`);
  process.exit(1);
};

startGateway(read.config, die).then((gateway) => {
  const stop = (): void => {
    setTimeout(() => process.exit(1), stopDeadline).unref();
    gateway.stop().then(() => process.exit(0), die);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Started by a program with a channel to us: without that program we would hold its port for ever.
  process.once('disconnect', stop);
}, die);
