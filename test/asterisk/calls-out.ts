import {
  browsersId,
  joined,
  newOrder,
  orderOver,
  orderToHangUp,
  rings,
  stranger,
  type Scenarios,
} from './steps';

/** Calls that agents make, by their phones or by an order of the CRM. */
export const callsOut: Scenarios = {
  async outbound(world) {
    const anna = world.anna.dial(stranger);
    (await rings(world.client)).answer();
    await anna.until('talking');
    await joined(world);
    anna.hangUp();
  },
  async 'outbound-by-browser'(world) {
    const anna = world.anna.dial(stranger, '101', browsersId);
    (await rings(world.client)).answer();
    await anna.until('talking');
    await joined(world);
    anna.hangUp();
  },
  async 'outbound-busy'(world) {
    const anna = world.anna.dial(stranger);
    (await world.client.call()).refuse(486);
    await anna.until('ended');
  },
  async 'outbound-no-such-number'(world) {
    const anna = world.anna.dial(stranger);
    (await world.client.call()).refuse(404);
    await anna.until('ended');
  },
  async 'outbound-gives-up'(world) {
    const anna = world.anna.dial(stranger);
    await rings(world.client);
    await anna.until('ringing');
    anna.hangUp();
  },
  async internal(world) {
    const anna = world.anna.dial('102');
    (await rings(world.boris)).answer();
    await anna.until('talking');
    await joined(world);
    anna.hangUp();
  },
  async originate(world) {
    await world.order(newOrder());
    (await rings(world.anna)).answer();
    const client = await rings(world.client);
    client.answer();
    await joined(world);
    client.hangUp();
  },
  async 'originate-hang-up-ordered'(world) {
    const order = newOrder();
    await world.order(order);
    (await rings(world.anna)).answer();
    (await rings(world.client)).answer();
    await joined(world);
    await orderToHangUp(world, order);
  },
  async 'originate-client-busy'(world) {
    await world.order(newOrder());
    (await rings(world.anna)).answer();
    (await world.client.call()).refuse(486);
  },
  async 'originate-agent-declines'(world) {
    await world.order(newOrder());
    (await rings(world.anna)).refuse(486);
    await orderOver(world);
  },
  async 'originate-taken-back'(world) {
    const order = newOrder();
    await world.order(order);
    const anna = await rings(world.anna);
    await world.ami.says(/ChannelStateDesc: Ringing\r/);
    await orderToHangUp(world, order);
    await anna.until('ended');
    await orderOver(world);
  },
  async 'originate-no-phone'(world) {
    const word = await world.order({ ...newOrder(), extension: '103' });
    if (word !== 'refused') throw new Error(`an order that nobody's phone can take is ${word}`);
    await orderOver(world);
  },
};
