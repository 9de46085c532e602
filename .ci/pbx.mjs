// Installs the servers that some tests talk to, as root on Debian; otherwise says what to install.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const packages = [
  ...['kamailio', 'kamailio-websocket-modules', 'kamailio-utils-modules', 'kamailio-autheph-modules'],
  ...['rtpengine-daemon', 'baresip-core', 'iproute2', 'postgresql'],
];
const programs = [
  ...['/usr/sbin/kamailio', '/usr/bin/rtpengine', '/usr/bin/baresip'],
  '/usr/bin/pg_ctlcluster',
];
/** Modules lie in a folder that is named after the processor. */
const hasModule = (module) =>
  readdirSync('/usr/lib').some((name) => existsSync(`/usr/lib/${name}/kamailio/modules/${module}`));
const missing = () => [
  ...programs.filter((path) => !existsSync(path)),
  ...['http_client.so', 'auth_ephemeral.so'].filter(
    (module) => !existsSync('/usr/lib') || !hasModule(module),
  ),
];

if (missing().length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
  console.error('installing kamailio, rtpengine, baresip and postgresql…');
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  // Tests start what they need; the packages' own services would hold the usual ports.
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  if (isOurs) rmSync(policy);
}
if (missing().length > 0)
  console.error(
    `The tests with a real PBX, or a real database, will be skipped: install Debian’s ${packages.join(', ')} (apt-get, as root).`,
  );
