import type { Clock } from '../../ports/clock';
import type { PbxControl } from '../orders/pbx-control';
import type { AmiConnection } from './ami-connection';
import { fieldOf } from './ami-wire';
import type { AsteriskCalls } from './asterisk-calls';
import type { AsteriskConfig } from './asterisk-config';
import type { AsteriskPhones } from './asterisk-phones';

/** Shorter than the browser's own patience, so that it hears our word, ms. */
const patience = 3_000;
/** How long the agent's own phone rings, ms. */
const ringFor = 30_000;

/** Agents' orders by way of the manager interface. */
export function asteriskControl(
  { context }: Pick<AsteriskConfig, 'context'>,
  { dial }: AsteriskPhones,
  calls: AsteriskCalls,
  { act }: Pick<AmiConnection, 'act'>,
  clock: Pick<Clock, 'after'>,
): PbxControl {
  return async (order) => {
    const { extension, call_id: callId } = order;
    let stopWaiting = (): void => undefined;
    try {
      if (order.command === 'originate') {
        const number = order.phone.replace(/[^\d+*#]/g, '');
        // Asterisk says yes to every order; whether there is a phone to be rung it says a moment later. What it has not said
        // in time its events will.
        const rings = new Promise<boolean>((resolve) => {
          stopWaiting = clock.after(patience, () => resolve(true));
          calls.ordered(callId, extension, order.phone, resolve);
        });
        const answer = await act(
          {
            ...{ Action: 'Originate', ActionID: callId, ChannelId: callId, Async: 'true' },
            ...{ Channel: dial(extension), Context: context, Exten: number, Priority: '1' },
            // The agent's phone shows whom it will ring; the dial plan sees who calls.
            ...{ CallerID: `"${number}" <${extension}>`, Timeout: String(ringFor) },
          },
          patience,
        );
        if (fieldOf(answer, 'Response') === 'Success') return (await rings) ? 'done' : 'refused';
        calls.forget(callId);
        return 'refused';
      }
      const answers = await Promise.all(
        calls
          .channelsOf(callId, extension)
          .map((channel) => act({ Action: 'Hangup', Channel: channel, Cause: '16' }, patience)),
      );
      return answers.some((answer) => fieldOf(answer, 'Response') === 'Success') ? 'done' : 'refused';
    } catch {
      // An order that went out may be obeyed yet: what becomes of the call its events will say.
      return 'silent';
    } finally {
      stopWaiting();
      calls.wordGiven(callId);
    }
  };
}
