// `npm run engine`: the script engine as a program of its own, asked over HTTP.
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { counted } from '../../domain/counted';
import { openEngine } from '../engine';
import type { LogLine } from '../outcome';
import { shownAddress } from '../store/shared/database-fault';
import { readEngineConfig } from './config';
import type { EngineConfig } from './config';
import { engineServer } from './server';

const read = readEngineConfig(process.env);
if ('faults' in read) {
  console.error('The engine cannot start, its environment is not complete:');
  for (const fault of read.faults) console.error(`  ${fault}`);
  process.exit(1);
}

const die = (error: unknown): never => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  console.error(
    `The engine stops: ${code === 'EADDRINUSE' ? 'PORT is in use: set it to a free one' : String(message)}`,
  );
  process.exit(1);
};

/** One line whatever a script puts into it. */
const onLog = (id: string, { level, text }: LogLine): void => {
  console.error(`${id} ${level.padEnd(5)} ${text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')}`);
};

async function serve({
  host,
  port,
  key,
  log,
  plan,
  planFolder,
  storeFolder,
  database,
}: EngineConfig): Promise<void> {
  const engine = await openEngine({
    ...{ plan, planFolder, database, storeFolder: storeFolder ?? '' },
    workerFile: join(__dirname, 'script-worker.js'),
    storeFile: join(__dirname, 'engine-store.js'),
    ...(log && { onLog }),
  });
  const server = engineServer(engine, key);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
    engine.close().then(() => process.exit(0), die);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Started by a program with a channel to us: without that program nobody would ever end us.
  process.once('disconnect', stop);
  server.on('error', die);
  server.listen(port, host, () => {
    const bus = database === undefined ? `in ${String(storeFolder)}` : `shared, ${shownAddress(database)}`;
    const at = (server.address() as AddressInfo).port;
    const scripts = counted(Object.keys(plan.scripts).length, 'script');
    console.log(`The engine listens at http://${host}:${at}, ${scripts}, bus ${bus}`);
  });
}

serve(read.config).catch(die);
