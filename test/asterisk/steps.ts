import type { PbxControl } from '../../src/gateway/orders/pbx-control';
import type { AmiRecorder } from './ami-recorder';
import type { SipCall } from './sip-call';
import type { SipPhone } from './sip-phone';

export interface World {
  readonly anna: SipPhone;
  readonly boris: SipPhone;
  /** The telephone company: whoever calls from outside, or is called there. */
  readonly client: SipPhone;
  readonly ami: AmiRecorder;
  /** The gateway's way of giving orders. */
  readonly order: PbxControl;
}

export const [group, oneByOne, queue, queueOfAll, menu, localGroup, localQueue, annaAlone] = [
  ...['74951234567', '74951234568', '74951234569', '74951234570', '74951234571', '74951234572'],
  ...['74951234573', '74951234574'],
] as [string, string, string, string, string, string, string, string];
export const stranger = '89991112233';
/** As a browser's phone names a call. */
export const browsersId = 'b7b1c0de-0000-4000-8000-000000000001';

export const rings = async (phone: SipPhone): Promise<SipCall> => {
  const call = await phone.call();
  call.ring();
  return call;
};
export const joined = ({ ami }: World, channels = 2): Promise<void> =>
  ami.says(/Event: BridgeEnter\r/, channels);
/** As often as `times` that phone has begun to talk. */
export const talks = ({ ami }: World, extension: string, times: number): Promise<void> =>
  ami.says(new RegExp(`Event: BridgeEnter\\r\\n(?:[^\\r]+\\r\\n)*?Channel: PJSIP/${extension}-`), times);
/** Anna takes a call from outside. */
export async function annaTalks(world: World): Promise<{ client: SipCall; anna: SipCall }> {
  const client = world.client.dial(annaAlone);
  const anna = await rings(world.anna);
  anna.answer();
  await joined(world);
  await client.until('talking');
  return { client, anna };
}
let orders = 1;
/** An order of Anna's, with an id of its own: that of the last one may still be on its way to the gateway. */
export const newOrder = () =>
  ({
    command: 'originate',
    extension: '101',
    phone: stranger,
    call_id: `b7b1c0de-0000-4000-8000-${String((orders += 1)).padStart(12, '0')}`,
  }) as const;
/** Has the gateway end Anna's part in that call. */
export async function orderToHangUp({ order }: World, { call_id }: { call_id: string }): Promise<void> {
  const word = await order({ command: 'hangup', extension: '101', call_id });
  if (word !== 'done') throw new Error(`the order to hang up is ${word}`);
}
/** As the gateway asks after a loss of its connection. */
export function channelsListed({ ami }: World): Promise<void> {
  ami.act({ Action: 'CoreShowChannels', ActionID: 'which' });
  return ami.says(/Event: CoreShowChannelsComplete\r/);
}
export const orderOver = ({ ami }: World): Promise<void> => ami.says(/Event: OriginateResponse\r/);

export type Scenarios = Readonly<Record<string, (world: World) => Promise<unknown>>>;
