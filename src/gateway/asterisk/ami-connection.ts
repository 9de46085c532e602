import { createHash, randomUUID } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '../../ports/clock';
import type { AsteriskConfig } from './asterisk-config';
import { amiAction, amiReader, fieldOf, type AmiMessage } from './ami-wire';

/** Ms. A connection that says nothing for so long is asked whether it lives. */
const pingEvery = 10_000;
const patience = 5_000;
const [firstPause, longestPause] = [1_000, 30_000];
/** A wrong password stays wrong; asking often only fills the PBX's log. */
const refusedPause = 60_000;

export interface AmiListener {
  /** Signed in: what went before is to be looked up. */
  onReady(): void;
  onEvent(message: AmiMessage): void;
  /** In words, once per loss. */
  onLost(why: string): void;
}

/** Rejected: no connection, or no answer within the time. Resolved: whatever Asterisk answered. */
type Act = (fields: Readonly<Record<string, string>>, within?: number) => Promise<AmiMessage>;

export interface AmiConnection {
  readonly act: Act;
  /** An action that is answered by a list of events; all but the closing one. */
  list(fields: Readonly<Record<string, string>>): Promise<readonly AmiMessage[]>;
  stop(): void;
}

interface Asked {
  readonly take: (message: AmiMessage) => void;
  readonly fail: (error: Error) => void;
}

/** Keeps one connection to Asterisk's manager interface, through every loss, until it is stopped. */
export function amiConnection(
  { url, user, secret }: Pick<AsteriskConfig, 'url' | 'user' | 'secret'>,
  clock: Clock,
  listener: AmiListener,
): AmiConnection {
  const asked = new Map<string, Asked>();
  let socket: Socket | undefined;
  let failures = 0;
  let lastWord = 0;
  let stopped = false;
  let stopTimer = (): void => undefined;
  let isReady = false;

  const ask = (fields: Readonly<Record<string, string>>, within: number, take: Asked['take']) =>
    new Promise<never>((_resolve, reject) => {
      const id = fields['ActionID'] ?? randomUUID();
      const fail = (error: Error): void => {
        asked.delete(id);
        stop();
        reject(error);
      };
      const stop = clock.after(within, () => fail(new Error('Asterisk has not answered in time')));
      asked.set(id, {
        fail,
        take(message) {
          stop();
          take(message);
        },
      });
      if (socket === undefined) return fail(new Error('there is no connection to Asterisk'));
      try {
        socket.write(amiAction({ Action: fields['Action'] ?? '', ActionID: id, ...fields }));
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
  const forget = (message: AmiMessage): void => void asked.delete(fieldOf(message, 'ActionID'));
  const act: Act = (fields, within = patience) =>
    new Promise((resolve, reject) => {
      ask(fields, within, (message) => {
        forget(message);
        resolve(message);
      }).catch(reject);
    });

  function hear(message: AmiMessage): void {
    lastWord = clock.now();
    const waiting = asked.get(fieldOf(message, 'ActionID'));
    if (waiting !== undefined) waiting.take(message);
    else if (message.has('Event') && isReady) listener.onEvent(message);
  }

  async function signIn(): Promise<void> {
    const offered = await act({ Action: 'Challenge', AuthType: 'MD5' });
    const key = createHash('md5')
      .update(fieldOf(offered, 'Challenge') + secret)
      .digest('hex');
    const answer = await act({
      Action: 'Login',
      AuthType: 'MD5',
      Username: user,
      Key: key,
      Events: 'call,user',
    });
    if (fieldOf(answer, 'Response') !== 'Success') {
      failures = Infinity;
      throw new Error(`Asterisk refuses the user ${user}: ${fieldOf(answer, 'Message')}`);
    }
    [failures, isReady] = [0, true];
    listener.onReady();
    keepAlive();
  }

  function keepAlive(): void {
    stopTimer = clock.after(pingEvery, () => {
      if (clock.now() - lastWord < pingEvery) return keepAlive();
      act({ Action: 'Ping' }).then(keepAlive, () => socket?.destroy(new Error('Asterisk does not answer')));
    });
  }

  function open(): void {
    const { hostname, port, protocol } = url;
    const host = hostname.replace(/^\[|\]$/g, '');
    const opened =
      protocol === 'tls:'
        ? connectTls({ host, port: Number(port), servername: host })
        : connectTcp(Number(port), host);
    let why = 'Asterisk has closed the connection';
    socket = opened;
    const read = amiReader(hear);
    opened.setEncoding('utf8').setNoDelay(true);
    opened.once(protocol === 'tls:' ? 'secureConnect' : 'connect', () => {
      signIn().catch((error: unknown) => opened.destroy(error as Error));
    });
    const stopWaiting = clock.after(patience, () => {
      if (!isReady) opened.destroy(new Error('Asterisk does not let us in in time'));
    });
    opened.on('data', (chunk) => {
      try {
        read(String(chunk));
      } catch (error) {
        opened.destroy(error as Error);
      }
    });
    opened.on('error', ({ message }: Error) => {
      why = message;
    });
    opened.on('close', () => {
      stopWaiting();
      stopTimer();
      [socket, isReady] = [undefined, false];
      for (const one of [...asked.values()]) one.fail(new Error(why));
      if (stopped) return;
      listener.onLost(why);
      const pause = failures === Infinity ? refusedPause : Math.min(longestPause, firstPause * 2 ** failures);
      failures = failures === Infinity ? 0 : failures + 1;
      stopTimer = clock.after(pause, open);
    });
  }
  open();

  return {
    act,
    list: (fields) =>
      new Promise((resolve, reject) => {
        const found: AmiMessage[] = [];
        ask(fields, patience, (message) => {
          if (fieldOf(message, 'Response') === 'Error') {
            forget(message);
            reject(new Error(fieldOf(message, 'Message')));
          } else if (fieldOf(message, 'EventList') === 'Complete') {
            forget(message);
            resolve(found);
          } else if (message.has('Event')) found.push(message);
        }).catch(reject);
      }),
    stop() {
      stopped = true;
      stopTimer();
      socket?.destroy();
    },
  };
}
