import type { PhoneCommand } from '../agent/phone-command';
import type { Texts } from '../domain/texts';
import type { SoundRole } from '../ports/phone';
import type { DeviceList, PhoneComputer } from '../ports/phone-computer';
import type { PhoneChoice } from './phone-choice';
import { shortcuts, shownShortcut, type Shortcut } from './phone-shortcuts';
import { drawn, within, type PhoneSub } from './phone-sub';
import type { PhoneTemplates } from './phone-templates';

export interface PhoneSettingsParts {
  readonly templates: PhoneTemplates;
  readonly texts: Texts;
  readonly words: object;
  readonly computer: PhoneComputer;
  /** Undefined: this agent has one phone. */
  readonly choice: () => PhoneChoice | undefined;
  readonly tell: (command: PhoneCommand) => Promise<unknown>;
  readonly openCheck: () => void;
  readonly onUnexpected: (error: unknown) => void;
}

type Devices = Readonly<Record<SoundRole, DeviceList>>;

/** The phone, devices, ring volume, what they sound like, and the list of keys. */
export function phoneSettings(parts: PhoneSettingsParts): PhoneSub {
  const { templates, texts, words, computer, tell } = parts;
  const element = document.createElement('div');
  let stopped = false;
  let version = '';
  let offered = '';

  const options = ({ all, chosen }: DeviceList): object[] => [
    { id: '', name: texts('phone.set.system'), chosen: chosen === '' },
    ...all.map(({ id, label }, index) => ({
      id,
      name: label === '' ? texts('phone.set.numbered', { number: index + 1 }) : label,
      chosen: id === chosen,
    })),
  ];
  const model = (devices: Devices): object => ({
    t: words,
    id: 'amocrm-telephony-set',
    phones: parts.choice(),
    devices: (['microphone', 'speaker', 'ringer'] as const)
      .filter((role) => role === 'microphone' || computer.directs)
      .map((role) => ({ role, text: texts(`phone.set.${role}`), options: options(devices[role]) })),
    nameless: devices.microphone.all.length === 0 || devices.microphone.all.some(({ label }) => label === ''),
    choice: computer.directs,
    volume: String(Math.round(computer.ringVolume() * 100)),
    keys: [
      ...(Object.keys(shortcuts) as Shortcut[]).map((name) => ({
        keys: shownShortcut(name),
        text: texts(`phone.set.key_${name}`),
      })),
      { keys: '0–9 * #', text: texts('phone.set.key_digits') },
      { keys: 'Esc', text: texts('phone.set.key_escape') },
    ],
  });
  const draw = async (): Promise<void> => {
    const next = model(await computer.devices());
    const seen = JSON.stringify({ ...next, volume: 0 });
    if (stopped || seen === version) return;
    version = seen;
    const focus = element.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-focus')
      : null;
    element.replaceChildren(drawn(templates.settings(next)));
    if (focus == null) return;
    element.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
    // Nothing can be chosen any more where the keyboard was.
    if (!element.contains(document.activeElement)) goFirst();
  };
  const goFirst = (): void => element.querySelector<HTMLElement>('[data-do="check"]')?.focus();
  const redraw = (): void => void draw().catch(parts.onUnexpected);
  const said = (text: string): void => {
    if (element.firstElementChild !== null) within(element, '[role="status"]').textContent = text;
  };
  const tryOut = (kind: 'tone' | 'ring'): void => {
    said(texts('phone.set.playing'));
    void computer
      .play(kind, kind === 'ring' ? computer.ringVolume() : 1)
      .then((heard) => said(heard ? '' : texts('phone.check.speaker.blocked')));
  };
  element.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && target.name === 'phone') {
      void tell({ do: 'use-phone', phone: target.value === 'desk' ? 'desk' : 'browser' }).then(() => {
        // What was refused is shown as it is.
        version = '';
        redraw();
      });
    } else if (target instanceof HTMLSelectElement) {
      const role = target.name as SoundRole;
      void tell({ do: 'choose-device', role, device: target.value }).then(redraw);
    } else if (target instanceof HTMLInputElement && target.name === 'volume') {
      const volume = Number(target.value) / 100;
      void tell({ do: 'ring-volume', volume }).then(() => computer.play('ring', volume));
    }
  });
  const stopDevices = computer.onDevices(redraw);
  redraw();
  return {
    element,
    update() {
      const next = JSON.stringify(parts.choice());
      if (next === offered) return;
      offered = next;
      redraw();
    },
    act(action) {
      if (action === 'check') parts.openCheck();
      else if (action === 'try-speaker') tryOut('tone');
      else if (action === 'try-ring') tryOut('ring');
      else if (action === 'allow')
        void computer.openMicrophone().then((opened) => {
          if (typeof opened === 'string') said(texts(`phone.check.microphone.${opened}`));
          else opened.close();
          redraw();
        });
      else return false;
      return true;
    },
    key: () => false,
    focus: goFirst,
    stop() {
      stopped = true;
      stopDevices();
    },
  };
}
