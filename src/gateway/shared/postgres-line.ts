// Third entry of the gateway's build: talks with PostgreSQL for a thread that waits for each answer.
import { parentPort, workerData } from 'node:worker_threads';
import { Client, types } from 'pg';
import type { LineAnswer, LineData, LineNews, LineQuestion } from './line-talk';

/** No statement, and no connecting, takes longer, ms. */
const patience = 3_000;
/** A transaction whose owner is cut off holds up nobody longer than this, ms. */
const abandonedAfter = 2_500;
/** Between two tries to listen, and two looks whether we still do, ms. */
const betweenLooks = 1_000;

const { address, port, bell, channel } = workerData as LineData;
const flag = new Int32Array(bell);

// Counts and moments: all of them are whole numbers that JavaScript holds.
for (const oid of [types.builtins.INT8, types.builtins.NUMERIC]) types.setTypeParser(oid, Number);

let client: Client | undefined;
let session = 0;
const names = new Map<string, string>();

function made(): Client {
  const next = new Client({
    connectionString: address,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    // What is asked goes out at once, behind what was asked before it.
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: 1_000,
    application_name: 'gateway',
    options: [
      `statement_timeout=${patience}`,
      `idle_in_transaction_session_timeout=${abandonedAfter}`,
      'synchronous_commit=on',
    ]
      .map((setting) => `-c ${setting}`)
      .join(' '),
  });
  // The next statement makes a new connection, or says why it cannot.
  next.on('error', () => undefined);
  return next;
}

function drop(line: Client): void {
  line.end().catch(() => undefined);
  (line as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  if (client === line) client = undefined;
}

async function connected(): Promise<Client> {
  if (client !== undefined) return client;
  const next = made();
  next.on('end', () => {
    if (client === next) client = undefined;
  });
  client = next;
  session += 1;
  try {
    await next.connect();
  } catch (error) {
    drop(next);
    throw error;
  }
  return next;
}

async function run(line: Client, { text, values, guarded }: LineQuestion) {
  if (values === undefined) {
    const { command } = await line.query(text);
    // So says a server of a transaction in which something had failed.
    if (text === 'COMMIT' && command !== 'COMMIT') throw new Error('the transaction was given up');
    return { rows: [], count: 0 };
  }
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `s${names.size}`));
  const ask = async () => {
    const { rows, rowCount } = await line.query<object>({ name, text, values: [...values] });
    return { rows, count: rowCount ?? 0 };
  };
  if (guarded !== true) return ask();
  const [, asked] = await Promise.allSettled([
    line.query('SAVEPOINT before'),
    ask(),
    line.query('RELEASE before'),
  ]);
  if (asked.status === 'fulfilled') return asked.value;
  await line.query('ROLLBACK TO before');
  throw asked.reason;
}

/** Puts it on its way, behind all that was before; `reply` settles, and never fails, once it is answered. */
async function put(question: LineQuestion): Promise<{ readonly reply: Promise<LineAnswer> }> {
  const { number, session: wanted } = question;
  const failed = (error: unknown, line?: Client): LineAnswer => {
    const { code = '', message } = error as { code?: string; message?: string };
    // Without a code of the server's nobody knows how far it has come: the connection is worth nothing.
    if (line !== undefined && (!/^[0-9A-Z]{5}$/.test(code) || /^(?:08|57)/.test(code))) drop(line);
    return { number, session, rows: [], count: 0, fault: { message: message ?? String(error), code } };
  };
  try {
    if (wanted !== undefined && (wanted !== session || client === undefined))
      throw Object.assign(new Error('the connection to the database was lost'), { code: '08006' });
    const line = await connected();
    const over = session;
    const reply = run(line, question).then(
      ({ rows, count }) => ({ number, session: over, rows, count }),
      (error: unknown) => failed(error, line),
    );
    return { reply };
  } catch (error) {
    return { reply: Promise.resolve(failed(error)) };
  }
}

let asked: Promise<unknown> = Promise.resolve();
let answered: Promise<unknown> = Promise.resolve();
port.on('message', (question: LineQuestion) => {
  const way = asked.then(() => put(question));
  asked = way;
  answered = answered.then(async () => {
    const { reply } = await way;
    port.postMessage(await reply);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
});

const tell = (news: LineNews): void => parentPort?.postMessage(news);
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, betweenLooks).unref());

/** Hears what other gateways say for as long as this thread lives, over a connection of its own. */
async function listen(): Promise<void> {
  for (;;) {
    const ear = made();
    try {
      await ear.connect();
      ear.on('notification', ({ payload }) => tell({ said: payload ?? null }));
      await ear.query(`LISTEN ${channel ?? ''}`);
      tell({ said: null });
      for (;;) {
        await pause();
        // A network that is cut says nothing: whoever listens must ask whether he still hears.
        await ear.query('SELECT 1');
      }
    } catch {
      (ear as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
      await pause();
    }
  }
}
if (channel !== undefined) void listen();
