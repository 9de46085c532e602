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
): PbxControl {
  return async (order) => {
    const { extension, call_id: callId } = order;
    try {
      if (order.command === 'originate') {
        const number = order.phone.replace(/[^\d+*#]/g, '');
        calls.ordered(callId, extension, order.phone);
        const answer = await act(
          {
            ...{ Action: 'Originate', ActionID: callId, ChannelId: callId, Async: 'true' },
            ...{ Channel: dial(extension), Context: context, Exten: number, Priority: '1' },
            // The agent's phone shows whom it will ring; the dial plan sees who calls.
            ...{ CallerID: `"${number}" <${extension}>`, Timeout: String(ringFor) },
          },
          patience,
        );
        if (fieldOf(answer, 'Response') === 'Success') return 'done';
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
    }
  };
}
