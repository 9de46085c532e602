import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneCall, PhoneState } from '../agent/phone-state';
import type { Undo } from '../domain/undo';
import type { FarSide } from './phone-caller';
import { jointCommand, type JointAction } from './phone-joint-model';
import { commandOf, shortcutOf } from './phone-shortcuts';
import type { PhoneSubs } from './phone-subs';

export interface PhonePressesParts {
  readonly root: HTMLElement;
  readonly isTyping: () => boolean;
  readonly state: () => PhoneState | undefined;
  readonly who: (call: PhoneCall) => FarSide;
  readonly subs: PhoneSubs;
  readonly run: (command: PhoneCommand, mark?: string) => Promise<boolean>;
  readonly go: (open: string) => void;
  readonly open: () => string;
  readonly fold: Undo;
  readonly dialList: Undo;
  readonly close: Undo;
  /** Brings the keyboard into the panel. */
  readonly focus: Undo;
}

/** Clicks and keys into commands. */
export function phonePresses(parts: PhonePressesParts): Undo {
  const { root, run, go, open, subs } = parts;
  const calls = (): readonly PhoneCall[] => parts.state()?.calls ?? [];
  const toggle = (name: string): void => go(open() === name ? '' : name);

  const ofCall = (action: string, call: PhoneCall): void => {
    const { id } = call;
    const tell = (command: PhoneCommand): void => void run(command, `${action}:${id}`);
    if (action === 'answer') tell({ do: 'answer', id });
    else if (action === 'decline') tell({ do: 'decline', id, where: 'everywhere' });
    else if (action === 'decline-here') tell({ do: 'decline', id, where: 'here' });
    else if (action === 'hang-up') tell({ do: 'hang-up', id });
    else if (action === 'mute') tell({ do: 'mute', id, on: !call.muted });
    else if (action === 'hold') tell({ do: 'hold', id, on: !call.held });
    else if (action === 'again') tell({ do: 'call', number: parts.who(call).dial });
    else if (action === 'add') toggle('add');
    else if (action === 'keys' || action === 'transfer') toggle(`${action}:${id}`);
  };
  const act = (action: string, target: HTMLElement): void => {
    const call = calls().find(({ id }) => id === target.dataset['id']);
    if (call !== undefined) ofCall(action, call);
    else if (action === 'fold') parts.fold();
    else if (action === 'close') parts.close();
    else if (action === 'back') go('');
    else if (action === 'settings') toggle('settings');
    else if (action === 'dial-list') parts.dialList();
    else if (action === 'joint') {
      const name = target.dataset['joint'] as JointAction;
      const command = jointCommand(name, calls());
      if (command !== undefined) void run(command, `joint:${name}`);
    } else subs.current()?.act(action, target);
  };
  const onClick = ({ target }: MouseEvent): void => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    const action = button?.dataset['do'];
    if (button === null || action === undefined || button.getAttribute('aria-disabled') === 'true') return;
    act(action, button);
  };
  const onOwnKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      // A window of the host below must not take it for its own.
      event.stopPropagation();
      if (open() === '') parts.fold();
      else go('');
    } else if (!parts.isTyping() && subs.current()?.key(event.key) === true) event.preventDefault();
  };
  const onKey = (event: KeyboardEvent): void => {
    const shortcut = event.defaultPrevented || parts.isTyping() ? undefined : shortcutOf(event);
    if (shortcut === undefined || parts.state() === undefined) return;
    if (shortcut === 'panel') {
      event.preventDefault();
      parts.focus();
      return;
    }
    const command = commandOf(shortcut, calls());
    if (command === undefined) return;
    event.preventDefault();
    void run(command);
  };
  root.addEventListener('click', onClick);
  root.addEventListener('keydown', onOwnKey);
  document.addEventListener('keydown', onKey);
  return () => {
    root.removeEventListener('click', onClick);
    root.removeEventListener('keydown', onOwnKey);
    document.removeEventListener('keydown', onKey);
  };
}
