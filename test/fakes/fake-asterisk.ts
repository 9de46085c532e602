import { createHash } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { greeting } from './asterisk-stream';

type Fields = Readonly<Record<string, string>>;

const written = (fields: Fields): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

/** A manager interface as the documentation has it, on a port of its own: lets one user in, says what it is told to say. */
export async function fakeAsterisk() {
  const actions: Fields[] = [];
  const sockets = new Set<Socket>();
  let channels: readonly Fields[] = [];
  /** What becomes of an action; undefined: no answer at all. */
  let answerTo: (action: Fields) => Fields | undefined = () => ({ Response: 'Success' });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.write(greeting);
    const challenge = '170934482';
    let text = '';
    let isIn = false;
    const hear = (action: Fields): void => {
      const say = (fields: Fields): void =>
        void socket.write(written({ ...fields, ActionID: action['ActionID'] ?? '' }));
      actions.push(action);
      switch (action['Action'] ?? '') {
        case 'Challenge':
          return say({ Response: 'Success', Challenge: challenge });
        case 'Login': {
          const key = createHash('md5').update(`${challenge}the secret`).digest('hex');
          isIn = action['Username'] === 'gateway' && action['Key'] === key;
          if (isIn) return say({ Response: 'Success', Message: 'Authentication accepted' });
          say({ Response: 'Error', Message: 'Authentication failed' });
          return void socket.end();
        }
        case 'CoreShowChannels':
          say({ Response: 'Success', EventList: 'start', Message: 'Channels will follow' });
          for (const channel of channels) say({ Event: 'CoreShowChannel', ...channel });
          return say({
            Event: 'CoreShowChannelsComplete',
            EventList: 'Complete',
            ListItems: String(channels.length),
          });
        default: {
          const answer = isIn ? answerTo(action) : { Response: 'Error', Message: 'Permission denied' };
          if (answer !== undefined) say(answer);
        }
      }
    };
    socket.on('data', (bytes) => {
      text += bytes.toString();
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const lines = text.slice(0, end).split('\r\n');
        text = text.slice(end + 4);
        hear(Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string])));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: new URL(`tcp://127.0.0.1:${port}`),
    actions,
    /** Those of one kind. */
    asked: (name: string) => actions.filter((action) => action['Action'] === name),
    isThere: () => sockets.size > 0,
    say: (text: string): void => sockets.forEach((socket) => socket.write(text)),
    answers: (next: typeof answerTo): void => void (answerTo = next),
    channels: (next: readonly Fields[]): void => void (channels = next),
    hangUp: (): void => sockets.forEach((socket) => socket.destroy()),
    close: async (): Promise<void> => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeAsterisk = Awaited<ReturnType<typeof fakeAsterisk>>;
