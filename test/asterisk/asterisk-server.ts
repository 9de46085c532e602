import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freeUdpPorts, startProcess } from '../browser/pbx-lab/process';
import { freePorts } from '../browser/sandbox';

const written = path.resolve(__dirname, '../../docs/asterisk');

/** Fails where the file of the docs no longer says what is replaced here. */
function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the docs no longer say ${from}`);
  return text.replaceAll(from, to);
}

/** Everything that the docs' files leave to the system; no sound card, no other telephone network. */
const own = (folder: string): Readonly<Record<string, string>> => ({
  'asterisk.conf': `[directories]
astetcdir => ${folder}
astdbdir => ${folder}
astspooldir => ${folder}/spool
astrundir => ${folder}
astlogdir => ${folder}
`,
  'modules.conf': `[modules]
autoload = yes
noload = chan_sip.so
noload = chan_iax2.so
noload = chan_dahdi.so
noload = chan_alsa.so
noload = chan_console.so
noload = pbx_ael.so
noload = pbx_lua.so
noload = pbx_dundi.so
noload = res_hep.so
noload = res_resolver_unbound.so
`,
  'logger.conf': '[general]\n[logfiles]\nconsole => notice,warning,error\n',
  'indications.conf': `[general]
country = ru
[ru]
description = Russia
ringcadence = 1000,4000
dial = 425
busy = 425/350,0/350
ring = 425/1000,0/4000
congestion = 425/175,0/175
`,
  'features.conf': '[general]\n[featuremap]\natxfer = *2\nblindxfer = #\n',
});

/**
 * An Asterisk with the files of docs/asterisk, nothing changed but the addresses. `root`: where it is installed, `/` or a
 * folder with a whole system in it.
 */
export async function startAsterisk(root: string) {
  const [ami, sip, provider] = [await freePorts(), await freeUdpPorts(1), await freeUdpPorts(1)];
  mkdirSync(path.join(root, 'tmp'), { recursive: true });
  const folder = mkdtempSync(path.join(root, 'tmp/asterisk-'));
  chmodSync(folder, 0o755);
  const inside = `/${path.relative(root, folder)}`;
  const changes: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    'manager.conf': [['port = 5038', `port = ${ami}`]],
    'pjsip.conf': [
      ['127.0.0.1:5060', `127.0.0.1:${sip}`],
      ['127.0.0.2:5070', `127.0.0.2:${provider}`],
    ],
    'extensions.conf': [],
    'queues.conf': [],
  };
  for (const [name, pairs] of Object.entries(changes)) {
    const text = readFileSync(path.join(written, name), 'utf8');
    const here = pairs.reduce((sum, [from, to]) => replaced(sum, from, to), text);
    writeFileSync(path.join(folder, name), here);
  }
  for (const [name, text] of Object.entries(own(inside))) writeFileSync(path.join(folder, name), text);
  const program = '/usr/sbin/asterisk';
  const inRoot = (...args: string[]): [string, string[]] =>
    root === '/' ? [program, args] : ['chroot', [root, program, ...args]];
  const version = execFileSync(...inRoot('-V'), { encoding: 'utf8' }).trim();
  const server = await startProcess(...inRoot('-f', '-C', `${inside}/asterisk.conf`), (said) =>
    said.includes('Asterisk Ready'),
  );
  return {
    version,
    ami: new URL(`tcp://127.0.0.1:${ami}`),
    secret: 'change-me-of-the-gateway',
    sip,
    provider,
    said: server.said,
    async stop(): Promise<void> {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type AsteriskServer = Awaited<ReturnType<typeof startAsterisk>>;
