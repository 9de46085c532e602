import type { Clock } from '../ports/clock';
import type { MicrophoneTrouble, OpenMicrophone, PhoneComputer } from '../ports/phone-computer';
import type { LineModel } from './phone-line';

export type CheckName = 'microphone' | 'speaker' | 'ring' | 'notifications' | 'socket' | 'line' | 'network';
export type CheckTone = 'busy' | 'good' | 'warn' | 'bad' | 'ask';
/** What can be done about it here. */
export type CheckFix = 'yes' | 'no' | 'allow' | 'unlock' | 'sound' | 'retry';

export interface CheckRow {
  readonly name: CheckName;
  readonly tone: CheckTone;
  /** Below `phone.check.NAME`, or of the line: what it says itself. */
  readonly key: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly fixes: readonly CheckFix[];
}

export interface PhoneFacts {
  readonly line: LineModel;
  readonly locked: 'no' | 'here' | 'other-tab';
}

export interface ShiftCheck {
  rows(): readonly CheckRow[];
  /** How loud the microphone is, 0..1. */
  level(): number;
  start(): void;
  fix(name: CheckName, fix: CheckFix): void;
  stop(): void;
}

const names: readonly CheckName[] = [
  'microphone',
  'speaker',
  'ring',
  'notifications',
  'socket',
  'line',
  'network',
];
/** Milliseconds. */
const listening = 6000;
const look = 100;
/** Louder than a room in which nobody speaks. */
const voice = 0.04;

/** Tries all that a shift of calls needs, and says what to do about what fails. */
export function shiftCheck(parts: {
  readonly computer: PhoneComputer;
  readonly clock: Clock;
  readonly facts: () => PhoneFacts;
  readonly onChange: () => void;
}): ShiftCheck {
  const { computer, clock, facts } = parts;
  const found = new Map<CheckName, Omit<CheckRow, 'name'>>();
  let microphone: OpenMicrophone | undefined;
  let heardAt = 0;
  let round = 0;

  const note = (
    name: CheckName,
    tone: CheckTone,
    key: string,
    fixes: readonly CheckFix[] = [],
    values?: CheckRow['values'],
  ): void => {
    found.set(name, { tone, key, fixes, ...(values !== undefined && { values }) });
    parts.onChange();
  };
  const closeMicrophone = (): void => {
    microphone?.close();
    microphone = undefined;
  };
  const listen = (mine: number, until: number): void => {
    if (mine !== round || microphone === undefined) return;
    if (microphone.level() > voice) heardAt += 1;
    // Three looks in a row of a voice, and not one click.
    if (heardAt >= 3) note('microphone', 'good', 'good');
    else if (clock.now() > until) note('microphone', 'warn', 'quiet', ['sound', 'retry']);
    // The bar goes on moving: seeing it is the proof.
    clock.after(look, () => listen(mine, heardAt >= 3 ? Infinity : until));
  };
  const tryMicrophone = async (mine: number): Promise<void> => {
    closeMicrophone();
    heardAt = 0;
    note('microphone', 'busy', 'ask');
    const opened: OpenMicrophone | MicrophoneTrouble = await computer.openMicrophone();
    if (mine !== round) {
      if (typeof opened !== 'string') opened.close();
      return;
    }
    if (typeof opened === 'string') {
      note('microphone', 'bad', opened, ['retry']);
      return;
    }
    microphone = opened;
    note('microphone', 'ask', 'ask');
    listen(mine, clock.now() + listening);
  };
  const trySpeaker = async (mine: number): Promise<void> => {
    note('speaker', 'busy', 'ask');
    const played = await computer.play('tone', 1);
    if (mine !== round) return;
    if (played) note('speaker', 'ask', 'ask', ['yes', 'no', 'retry']);
    else note('speaker', 'bad', 'blocked', ['retry']);
  };
  const tryNotifications = (): void => {
    const state = computer.notifications();
    if (state === 'granted') note('notifications', 'good', 'good');
    else if (state === 'default') note('notifications', 'warn', 'ask', ['allow']);
    else note('notifications', 'warn', state);
  };
  const trySocket = async (mine: number): Promise<void> => {
    note('socket', 'busy', 'good');
    const answers = await computer.gatewayAnswers();
    if (mine === round)
      note('socket', answers ? 'good' : 'bad', answers ? 'good' : 'bad', answers ? [] : ['retry']);
  };
  const tryNetwork = async (mine: number): Promise<void> => {
    note('network', 'busy', 'good');
    const network = await computer.network();
    if (mine !== round) return;
    if (network === undefined) note('network', 'good', 'local');
    else if (network.silent.length > 0)
      note('network', network.relay ? 'warn' : 'bad', 'bad', ['retry'], {
        servers: network.silent.join(', '),
      });
    else note('network', 'good', network.relay ? 'good' : 'stun');
  };
  const current = (name: CheckName): CheckRow => {
    if (name === 'line') {
      const { tone } = facts().line;
      return { name, tone: tone === 'wait' ? 'busy' : tone, key: '', fixes: [] };
    }
    if (name === 'ring') {
      const { locked } = facts();
      if (locked === 'here') return { name, tone: 'bad', key: 'locked', fixes: ['unlock'] };
      if (locked === 'other-tab') return { name, tone: 'bad', key: 'locked_other', fixes: [] };
      return computer.ringVolume() === 0
        ? { name, tone: 'warn', key: 'muted', fixes: ['sound'] }
        : { name, tone: 'good', key: 'good', fixes: [] };
    }
    return { name, ...(found.get(name) ?? { tone: 'busy', key: 'good', fixes: [] }) };
  };
  return {
    rows: () => names.map(current),
    level: () => microphone?.level() ?? 0,
    start() {
      round += 1;
      tryNotifications();
      void tryMicrophone(round);
      void trySpeaker(round);
      void trySocket(round);
      void tryNetwork(round);
    },
    fix(name, fix) {
      // `unlock` needs no more than the press: the phone itself listens for one.
      if (name === 'speaker' && fix !== 'retry')
        note(
          'speaker',
          fix === 'yes' ? 'good' : 'bad',
          fix === 'yes' ? 'good' : 'bad',
          fix === 'yes' ? [] : ['sound', 'retry'],
        );
      else if (name === 'notifications') void computer.askNotifications().then(tryNotifications);
      else if (name === 'microphone') void tryMicrophone(round);
      else if (name === 'speaker') void trySpeaker(round);
      else if (name === 'socket') void trySocket(round);
      else if (name === 'network') void tryNetwork(round);
    },
    stop() {
      round += 1;
      closeMicrophone();
    },
  };
}
