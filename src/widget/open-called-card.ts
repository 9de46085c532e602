import { goTo, recordPath } from '../adapters/amocrm/dial-selection';
import type { DialPhase } from '../agent/dial-show';

/** Opens the card of whoever is called, once a call: the agent may leave it. */
export function openCalledCard(): (phase: DialPhase) => void {
  let opened = '';
  return (phase) => {
    if (phase.is !== 'calling' && phase.is !== 'talking') return;
    const { link, attempt } = phase.entry;
    if (link === null || attempt === undefined || opened === attempt.id) return;
    opened = attempt.id;
    const path = recordPath(link.kind, link.id);
    if (location.pathname !== path) goTo(path);
  };
}
