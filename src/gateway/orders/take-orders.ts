import type { CallState } from '../../domain/call';
import { parseHangUp, parseOriginate, type OrderAnswer, type orderFaults } from '../../protocol/call-order';
import type { PbxControl, PbxWord } from './pbx-control';

export interface OrderDesk {
  readonly originate: (raw: unknown, extension: string | null) => Promise<OrderAnswer>;
  readonly hangUp: (raw: unknown, extension: string | null) => Promise<OrderAnswer>;
}

const no = (code: (typeof orderFaults)[number], message: string): OrderAnswer => ({
  ok: false,
  code,
  message,
});
const notConfigured = no('not_configured', 'This PBX cannot place calls from the CRM.');
const noExtension = no('no_extension', 'You have no internal number that the PBX could ring.');

const answerTo = (word: PbxWord, callId: string): OrderAnswer =>
  word === 'done'
    ? { ok: true, call_id: callId }
    : word === 'refused'
      ? no('pbx_refused', 'The PBX has refused.')
      : no('pbx_silent', 'The PBX has not answered in time; it may have done it all the same.');

/** Passes agents' orders to the PBX, each in the name of the extension that its session is for, and of no other. */
export function takeOrders(parts: {
  control: PbxControl | undefined;
  callOf: (callId: string) => Promise<CallState | undefined>;
  newId: () => string;
}): OrderDesk {
  const { control, callOf, newId } = parts;
  return {
    async originate(raw, extension) {
      const order = parseOriginate(raw);
      if (order === undefined) return no('invalid_order', 'Send {phone: "+79991112233"}.');
      if (control === undefined) return notConfigured;
      if (extension === null) return noExtension;
      const callId = newId();
      return answerTo(
        await control({ command: 'originate', extension, phone: order.phone, call_id: callId }),
        callId,
      );
    },
    async hangUp(raw, extension) {
      const order = parseHangUp(raw);
      if (order === undefined) return no('invalid_order', 'Send {call_id: "…"}.');
      if (control === undefined) return notConfigured;
      if (extension === null) return noExtension;
      const call = await callOf(order.call_id);
      // One answer for both: whether another's call exists is nobody's business.
      if (call === undefined || call.state === 'ended' || !call.extensions.includes(extension))
        return no('unknown_call', 'You are in no such call.');
      return answerTo(await control({ command: 'hangup', extension, call_id: order.call_id }), order.call_id);
    },
  };
}
