import { errorWords } from '../domain/error-words';
import { runAccountCommand } from './accounts/account-commands';
import { readConfig, type Config } from './config';
import { backup } from './ops/backup';
import { startGateway } from './start';

/** A stop that takes longer is not graceful any more, ms. */
const stopDeadline = 10_000;

/** By it whoever runs us knows that trying again changes nothing (EX_CONFIG of sysexits.h). */
const notConfigured = 78;

// The store and its copies hold calls and numbers in plain text: for whoever runs us, and nobody else.
process.umask(0o077);

const words = process.argv.slice(2);
const [command, folder] = words;

const give = (told: string): never => {
  console.log(told);
  process.exit(0);
};
const refuse = (error: unknown): never => {
  console.error(`The gateway cannot do that: ${errorWords(error)}`);
  process.exit(1);
};

if (command === 'backup') {
  try {
    if ((process.env['STORE_DATABASE'] ?? '') !== '')
      throw new Error('the store is in PostgreSQL: copy it with pg_dump, restore it with pg_restore');
    if (folder === undefined) throw new Error('name the new folder: backup FOLDER');
    backup(process.env['STORE_PATH'] ?? '', folder);
  } catch (error) {
    refuse(error);
  }
  give(`The store is copied to ${folder ?? ''}`);
}

const read = readConfig(process.env);
if ('faults' in read) {
  console.error(`The gateway cannot start, its environment is not complete:`);
  for (const fault of read.faults) console.error(`  ${fault}`);
  process.exit(notConfigured);
}

const die = (error: unknown): never => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const busy =
    code === 'EADDRINUSE' ? `port ${read.config.port} is in use: set PORT to a free one` : String(message);
  console.error(`The gateway stops: ${busy}`);
  process.exit(1);
};

function serve(config: Config): void {
  startGateway(config, die).then((gateway) => {
    const stop = (): void => {
      setTimeout(() => process.exit(1), stopDeadline).unref();
      gateway.stop().then(() => process.exit(0), die);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    // Started by a program with a channel to us: without that program we would hold its port for ever.
    process.once('disconnect', stop);
  }, die);
}

if (command === undefined) serve(read.config);
else runAccountCommand(words, read.config, Date.now).then(give, refuse);
