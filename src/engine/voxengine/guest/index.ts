import type { CallsFile } from '../described-calls';
import type { FromGuest, StepState, ToGuest } from '../guest-messages';
import type { HttpResult } from './requests';
import { olderEngine } from './older-engine';
import { session } from './session';

/**
 * Entry of the part that runs beside the scenario, inside its own realm: whatever the scenario can reach was made
 * there, and only texts cross the border. Returns the one lever that moves the session on.
 */
export function startGuest(
  bridge: (text: string) => string,
  callsText: string,
  scope: object,
): (text: string) => string {
  const say = (message: FromGuest): string => bridge(JSON.stringify(message));
  const { clock, life, http, answered, begin, globals } = session({
    calls: JSON.parse(callsText) as CallsFile,
    tell: (entry) => void say({ kind: 'entry', entry }),
    sendOut: ({ id, url, method, headers, body, timeout }) =>
      void say({ kind: 'http', id, url, method, headers, body, timeout }),
    digest: (name, parts) => say({ kind: 'digest', name, parts }),
  });
  olderEngine(scope);
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(scope, name, { value, writable: true, configurable: true });

  return (text) => {
    const message = JSON.parse(text) as ToGuest;
    if (message.kind === 'begin') begin();
    else if (message.kind === 'next') clock.runNext();
    else if (message.kind === 'fault') life.fault(message.text);
    else {
      clock.passTo(message.at);
      answered(message.id, message.result as HttpResult);
    }
    const next = clock.next();
    const state: StepState = {
      now: clock.now(),
      next: next ?? null,
      waits: http.outside(),
      isOver: life.stage() === 'over',
    };
    return JSON.stringify(state);
  };
}
