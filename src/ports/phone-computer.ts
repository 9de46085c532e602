import type { Undo } from '../domain/undo';
import type { SoundDevice, SoundRole } from './phone';

export interface DeviceList {
  readonly all: readonly SoundDevice[];
  /** Empty: the system's own choice. */
  readonly chosen: string;
}

/** Why there is no sound to send; each has another cure. */
export type MicrophoneTrouble = 'forbidden' | 'missing' | 'in-use';

export interface OpenMicrophone {
  /** How loud it is now, 0..1. */
  level(): number;
  readonly close: Undo;
}

export interface NetworkFindings {
  /** Servers that were asked and gave no address in time. */
  readonly silent: readonly string[];
  /** An address outside, and one at a relay, were given. */
  readonly outside: boolean;
  readonly relay: boolean;
}

/** What this computer has for talking: devices, permissions, ways out. Nothing here throws or waits for ever. */
export interface PhoneComputer {
  devices(): Promise<Readonly<Record<SoundRole, DeviceList>>>;
  onDevices(listener: () => void): Undo;
  /** Sound can be sent to a chosen device. */
  readonly directs: boolean;
  /** 0..1, as last chosen in any tab. */
  ringVolume(): number;
  /** A short tone at a talk's speaker, or a ring where calls ring. False: the browser did not let it be heard. */
  play(kind: 'tone' | 'ring', volume: number): Promise<boolean>;
  openMicrophone(): Promise<OpenMicrophone | MicrophoneTrouble>;
  notifications(): 'granted' | 'default' | 'denied' | 'none';
  /** Within a click. */
  askNotifications(): Promise<void>;
  gatewayAnswers(): Promise<boolean>;
  /** Asks each STUN and TURN server for an address; undefined: there are none. */
  network(): Promise<NetworkFindings | undefined>;
}
