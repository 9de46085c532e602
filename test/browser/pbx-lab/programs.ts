import { existsSync, readdirSync } from 'node:fs';

const places = {
  kamailio: '/usr/sbin/kamailio',
  rtpengine: '/usr/bin/rtpengine',
  baresip: '/usr/bin/baresip',
};

/** Kamailio's modules by the Debian packages that have them. */
const modules = {
  'kamailio-utils-modules': 'http_client.so',
  'kamailio-autheph-modules': 'auth_ephemeral.so',
};

type Program = keyof typeof places;

export const programAt = (program: Program): string => places[program];

/** Why tests that need these cannot run; undefined where they can. */
export function absent(...programs: readonly Program[]): string | undefined {
  const missing = programs.filter((program) => !existsSync(places[program]));
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} not installed; on Debian as root: apt-get install kamailio kamailio-websocket-modules kamailio-utils-modules kamailio-autheph-modules rtpengine-daemon baresip-core`;
}

/** The same of a module of Kamailio's. It lies in a folder that is named after the processor. */
export function absentModules(debianPackage: keyof typeof modules): string | undefined {
  const has = readdirSync('/usr/lib').some((name) =>
    existsSync(`/usr/lib/${name}/kamailio/modules/${modules[debianPackage]}`),
  );
  return has ? undefined : `Debian’s package ${debianPackage} is not installed`;
}
