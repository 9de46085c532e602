import type { SoundDevice, SoundRole } from '../../ports/phone';

/** Devices get new ids when permissions are reset, so the name is kept as well. */
export interface DeviceChoice {
  readonly devices: Readonly<Partial<Record<SoundRole, SoundDevice>>>;
  readonly ringVolume: number;
}

const nothing: DeviceChoice = { devices: {}, ringVolume: 1 };

const device = (value: unknown): SoundDevice | undefined => {
  const { id, label } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return typeof id === 'string' && typeof label === 'string' ? { id, label } : undefined;
};

export function readChoice(key: string): DeviceChoice {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
    if (typeof value !== 'object' || value === null) return nothing;
    const { devices, ringVolume } = value as Record<string, unknown>;
    const known = (typeof devices === 'object' && devices !== null ? devices : {}) as Record<string, unknown>;
    return {
      devices: Object.fromEntries(
        (['microphone', 'speaker', 'ringer'] as const).flatMap((role) => {
          const one = device(known[role]);
          return one === undefined ? [] : [[role, one]];
        }),
      ),
      ringVolume: typeof ringVolume === 'number' && ringVolume >= 0 && ringVolume <= 1 ? ringVolume : 1,
    };
  } catch {
    return nothing;
  }
}

export function keepChoice(key: string, choice: DeviceChoice): void {
  try {
    localStorage.setItem(key, JSON.stringify(choice));
  } catch {
    // Full or forbidden: the choice lasts as long as the page.
  }
}

/** Id of the chosen one among those that are there, by id, else by name; empty if it is not. */
export const presentId = (chosen: SoundDevice | undefined, there: readonly SoundDevice[]): string => {
  if (chosen === undefined) return '';
  const same =
    there.find(({ id }) => id === chosen.id) ??
    there.find(({ label }) => label !== '' && label === chosen.label);
  return same?.id ?? '';
};
