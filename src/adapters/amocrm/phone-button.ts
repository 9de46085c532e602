import type { Undo } from '../../domain/undo';
import { hostApp } from './host';
import { selectors } from './selectors';

/** The phone's button in the left menu. */
export function phoneButton(ns: string, click: () => void): Undo {
  const { widgets } = hostApp();
  widgets.notificationsPhone({ ns, click });
  return () => widgets.destroyNotificationsPhone({ ns });
}

/** The number on it. */
export function countOnButton(waiting: number): void {
  const counter = document.querySelector<HTMLElement>(selectors.phoneCounter);
  if (counter === null) return;
  counter.textContent = String(waiting);
  counter.style.display = waiting > 0 ? '' : 'none';
}
