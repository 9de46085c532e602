import type { Undo } from '../../domain/undo';
import { hostApp } from './host';
import { phoneCounter } from './selectors';

/** The host's phone button in the left menu; it has one for all widgets. */
export function phoneButton(ns: string, click: () => void): Undo {
  const { widgets } = hostApp();
  widgets.notificationsPhone({ ns, click });
  return () => widgets.destroyNotificationsPhone({ ns });
}

/** The number on it: how many people wait to be called. */
export function countOnButton(waiting: number): void {
  const counter = document.querySelector<HTMLElement>(phoneCounter);
  if (counter === null) return;
  counter.textContent = String(waiting);
  counter.style.display = waiting > 0 ? '' : 'none';
}
