import { UsageError } from './arguments';

export const hosts = ['voximplant', 'scriptforge'] as const;
export type Host = (typeof hosts)[number];

/** The platform that a script is for: as told, else by the folder that it is built into, else by what it names. */
export function hostOf(told: string | undefined, path: string, source: string): Host {
  const known = hosts.find((host) => host === told);
  if (known !== undefined) return known;
  if (told !== undefined) throw new UsageError(`--host ${told}: give one of ${hosts.join(', ')}`);
  const folder = hosts.find((host) => path.split(/[/\\]/).includes(host));
  return folder ?? (/\b(VoxEngine|AppEvents)\s*\./.test(source) ? 'voximplant' : 'scriptforge');
}
