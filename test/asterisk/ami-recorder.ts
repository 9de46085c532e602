import { createHash } from 'node:crypto';
import { connect } from 'node:net';

/** Listens beside the gateway, with its rights, and keeps every byte that comes. */
export async function amiRecorder(url: URL, secret: string) {
  const socket = connect(Number(url.port), url.hostname);
  let text = '';
  const looking = new Set<() => void>();
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    text += bytes.toString();
    for (const look of [...looking]) look();
  });
  const until = (holds: () => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`Asterisk does not say ${what}:\n${text.slice(-3000)}`)),
        20_000,
      );
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(late);
        looking.delete(look);
        resolve();
      };
      looking.add(look);
      look();
    });
  const act = (fields: Readonly<Record<string, string>>): void => {
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`${lines.join('')}\r\n`);
  };
  act({ Action: 'Challenge', AuthType: 'MD5' });
  const challenge = /Challenge: (\S+)\r\n\r\n/;
  await until(() => challenge.test(text), 'a challenge');
  const key = createHash('md5')
    .update(`${challenge.exec(text)?.[1] ?? ''}${secret}`)
    .digest('hex');
  act({ Action: 'Login', AuthType: 'MD5', Username: 'gateway', Key: key, Events: 'call,user' });
  await until(() => text.includes('Authentication accepted'), 'that we are let in');
  // Older ones answer and then greet with an event of another kind.
  await until(() => text.endsWith('\r\n\r\n'), 'a whole message');
  const counted = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  return {
    act,
    forget: (): void => void (text = ''),
    text: () => text,
    /** `times`: how often it is to have been said since the last `forget`. */
    says: (pattern: RegExp, times = 1): Promise<void> =>
      until(() => counted(new RegExp(pattern.source, 'g')) >= times, `${pattern.source} ${times} times`),
    /** As a field of an action: the newest channel of that phone. */
    channelOf: (extension: string): { Channel: string } => ({
      Channel:
        [...text.matchAll(new RegExp(`^Channel: (PJSIP/${extension}-\\S+)\r$`, 'gm'))].at(-1)?.[1] ?? '',
    }),
    /** No channel is left of all that began. */
    allOver: (): Promise<void> =>
      until(() => {
        const [begun, over] = [counted(/^Event: Newchannel\r$/gm), counted(/^Event: Hangup\r$/gm)];
        return begun === over && text.endsWith('\r\n\r\n');
      }, 'that every channel has hung up'),
    stop: (): void => void socket.destroy(),
  };
}

export type AmiRecorder = Awaited<ReturnType<typeof amiRecorder>>;
