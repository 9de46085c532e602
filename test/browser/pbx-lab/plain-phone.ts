import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '../sandbox';
import { accepts, freeUdpPorts, startProcess } from './process';
import { programAt } from './programs';

export interface PlainPhone {
  /** All that it has told of, oldest first: `CALL_INCOMING`, `CALL_ESTABLISHED`, `CALL_CLOSED`… with what belongs to it. */
  readonly events: readonly { readonly type: string; readonly param: string }[];
  /** Resolves once this was told, for the `times`-th time. */
  told(type: string, times?: number): Promise<void>;
  /** A command by its long name, as `dial`, `accept`, `hangup`, `hold`, `resume`. */
  run(command: string, params?: string): Promise<string>;
  /** Digits that came, as RFC 4733 events or by INFO. */
  digits(): string;
  /** How loud the last half second was that it has heard; 0: silence. It stops listening at the first hold. */
  loudness(): Promise<number>;
  /** Bits of sound a second that come in. */
  rate(): number;
  stop(): Promise<void>;
}

/** Mean square of the newest samples that this phone has written down; every call has a file of its own. */
async function heardIn(folder: string): Promise<{ size: number; level: number }> {
  const file = (await readdir(folder))
    .filter((name) => name.endsWith('-dec.wav'))
    .sort()
    .at(-1);
  if (file === undefined) return { size: 0, level: 0 };
  const place = path.join(folder, file);
  const { size } = await stat(place);
  const bytes = Buffer.alloc(8000);
  if (size < bytes.length + 44) return { size, level: 0 };
  const handle = await open(place);
  const at = size - bytes.length - ((size - 44) % 2);
  await handle.read(bytes, 0, bytes.length, at);
  await handle.close();
  let sum = 0;
  for (let index = 0; index < bytes.length; index += 2) sum += bytes.readInt16LE(index) ** 2;
  return { size, level: sum / (bytes.length / 2) };
}

/** A minute of 440 Hz, as a .wav of 8000 samples a second. */
function tone(): Buffer {
  const samples = 60 * 8000;
  const bytes = Buffer.alloc(44 + 2 * samples);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 2 * samples, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt32LE(16_000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at += 1)
    bytes.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * at) / 8000)), 44 + 2 * at);
  return bytes;
}

/** A telephone that knows plain RTP alone: it says a tone and writes down what it hears. */
export async function plainPhone(account: {
  user: string;
  password: string;
  server: string;
}): Promise<PlainPhone> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plain-phone-'));
  const [control, sip, sound] = [await freePorts(), await freeUdpPorts(1), await freeUdpPorts(20)];
  const spoken = path.join(folder, 'spoken.wav');
  await writeFile(spoken, tone());
  const config = [
    'module_path /usr/lib/baresip/modules',
    'net_interface 127.0.0.1',
    `sip_listen 127.0.0.1:${sip}`,
    `rtp_ports ${sound}-${sound + 19}`,
    ...['aufile', 'aubridge', 'sndfile', 'g711'].map((name) => `module ${name}.so`),
    'module_tmp uuid.so',
    ...['account', 'menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
    `ctrl_tcp_listen 127.0.0.1:${control}`,
    `audio_source aufile,${spoken}`,
    'audio_player aubridge,nobody',
    `snd_path ${folder}`,
  ];
  const line = `<sip:${account.user}@pbx.example;transport=udp>;outbound="sip:${account.server}";auth_pass=${account.password};regint=60`;
  await writeFile(path.join(folder, 'config'), `${config.join('\n')}\n`);
  await writeFile(path.join(folder, 'accounts'), `${line}\n`);
  await writeFile(path.join(folder, 'contacts'), '');
  const process = await startProcess(programAt('baresip'), ['-f', folder], async (said) => {
    return said.includes('baresip is ready') && (await accepts(control, '127.0.0.1'));
  });

  const events: { type: string; param: string }[] = [];
  const waiting = new Map<string, (data: string) => void>();
  let rest = '';
  let last = 0;
  const socket: Socket = connect(control, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    rest += chunk.toString();
    for (;;) {
      const [, length] = /^(\d+):/.exec(rest) ?? [];
      if (length === undefined) return;
      const start = length.length + 1;
      const end = start + Number(length);
      if (rest.length <= end) return;
      const message = JSON.parse(rest.slice(start, end)) as Record<string, string | boolean>;
      rest = rest.slice(end + 1);
      if (message['event'] === true)
        events.push({ type: String(message['type']), param: String(message['param'] ?? '') });
      else waiting.get(String(message['token']))?.(String(message['data'] ?? ''));
    }
  });
  const until = async (holds: () => boolean, what: string): Promise<void> => {
    const end = Date.now() + 15_000;
    while (!holds()) {
      if (Date.now() > end)
        throw new Error(
          `the plain phone has not told of ${what}, only of ${JSON.stringify(events)}:\n${process.said()}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const phone: PlainPhone = {
    events,
    told: (type, times = 1) =>
      until(() => events.filter((event) => event.type === type).length >= times, `${type} (${times})`),
    async run(command, params) {
      const token = String((last += 1));
      const text = JSON.stringify({ command, token, ...(params !== undefined && { params }) });
      const answer = new Promise<string>((resolve) => waiting.set(token, resolve));
      socket.write(`${Buffer.byteLength(text)}:${text},`);
      return answer;
    },
    digits: () =>
      events
        .filter(({ type }) => type === 'CALL_DTMF_START')
        .map(({ param }) => param)
        .join(''),
    async loudness() {
      const before = await heardIn(folder);
      const end = Date.now() + 5000;
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const now = await heardIn(folder);
        if (now.size >= before.size + 8000) return now.level;
        if (Date.now() > end) return 0;
      }
    },
    rate: () => Number([...process.said().matchAll(/audio=\d+\/(\d+) /g)].at(-1)?.[1] ?? 0),
    async stop() {
      socket.destroy();
      await process.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await until(() => process.said().includes('200 OK'), 'its registration');
  return phone;
}
