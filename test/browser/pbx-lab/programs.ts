import { existsSync } from 'node:fs';

const places = {
  kamailio: '/usr/sbin/kamailio',
  rtpengine: '/usr/bin/rtpengine',
  baresip: '/usr/bin/baresip',
};

type Program = keyof typeof places;

export const programAt = (program: Program): string => places[program];

/** Why tests that need these cannot run; undefined where they can. */
export function absent(...programs: readonly Program[]): string | undefined {
  const missing = programs.filter((program) => !existsSync(places[program]));
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} not installed; on Debian as root: apt-get install kamailio kamailio-websocket-modules rtpengine-daemon baresip-core`;
}
