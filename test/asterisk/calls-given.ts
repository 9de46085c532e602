import { annaTalks, channelsListed, group, joined, rings, talks, type Scenarios } from './steps';

/** Calls that are held, given to a colleague, or looked at while they are on. */
export const callsGiven: Scenarios = {
  async hold(world) {
    const { client, anna } = await annaTalks(world);
    await anna.hold(true);
    await world.ami.says(/Event: Hold\r/);
    await anna.hold(false);
    await world.ami.says(/Event: Unhold\r/);
    client.hangUp();
  },
  async 'blind-transfer'(world) {
    const { client, anna } = await annaTalks(world);
    await anna.transfer('102');
    const boris = await rings(world.boris);
    anna.hangUp();
    boris.answer();
    await joined(world, 4);
    client.hangUp();
  },
  async 'blind-transfer-nobody-there'(world) {
    const { client, anna } = await annaTalks(world);
    await anna.transfer('102');
    const boris = await rings(world.boris);
    anna.hangUp();
    boris.refuse(486);
    await world.ami.says(/DialStatus: BUSY\r/);
    client.hangUp();
  },
  async 'attended-transfer'(world) {
    const { client, anna } = await annaTalks(world);
    await anna.hold(true);
    const asking = world.anna.dial('102');
    const boris = await rings(world.boris);
    boris.answer();
    await asking.until('talking');
    await joined(world, 4);
    await anna.transfer('102', asking);
    await world.ami.says(/Event: AttendedTransfer\r/);
    await world.ami.says(/Event: Hangup\r/, 2);
    client.hangUp();
  },
  async 'attended-transfer-by-code'(world) {
    const { client, anna } = await annaTalks(world);
    world.ami.act({
      ...world.ami.channelOf('101'),
      Action: 'Atxfer',
      Context: 'from-internal',
      Exten: '102',
    });
    const boris = await rings(world.boris);
    boris.answer();
    await Promise.all([talks(world, '101', 2), talks(world, '102', 1)]);
    anna.hangUp();
    await world.ami.says(/Event: AttendedTransfer\r/);
    await world.ami.says(/Event: Hangup\r/);
    client.hangUp();
  },
  async 'attended-transfer-comes-back'(world) {
    const { client, anna } = await annaTalks(world);
    const to = { Action: 'Atxfer', Context: 'from-internal', Exten: '102' };
    world.ami.act({ ...world.ami.channelOf('101'), ...to });
    const boris = await rings(world.boris);
    boris.answer();
    await Promise.all([talks(world, '101', 2), talks(world, '102', 1)]);
    boris.hangUp();
    await talks(world, '101', 3);
    client.hangUp();
    await anna.until('ended');
  },
  async 'channels-while-talking'(world) {
    const { client } = await annaTalks(world);
    await channelsListed(world);
    client.hangUp();
  },
  async 'channels-while-ringing'(world) {
    const caller = world.client.dial(group);
    await Promise.all([rings(world.anna), rings(world.boris)]);
    await world.ami.says(/DialStatus: RINGING\r/, 2);
    await channelsListed(world);
    caller.hangUp();
  },
};
