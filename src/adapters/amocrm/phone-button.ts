import type { Undo } from '../../domain/undo';
import { hostApp } from './host';

/** The host's phone button in the left menu; it has one for all widgets. */
export function phoneButton(ns: string, click: () => void): Undo {
  const { widgets } = hostApp();
  widgets.notificationsPhone({ ns, click });
  return () => widgets.destroyNotificationsPhone({ ns });
}
