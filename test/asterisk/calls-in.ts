import {
  annaAlone,
  group,
  joined,
  localGroup,
  localQueue,
  menu,
  oneByOne,
  queue,
  queueOfAll,
  rings,
  type Scenarios,
} from './steps';

/** Calls from outside. */
export const callsIn: Scenarios = {
  async group(world) {
    const caller = world.client.dial(group);
    const [anna] = await Promise.all([rings(world.anna), rings(world.boris)]);
    await caller.until('ringing');
    anna.answer();
    await joined(world);
    await caller.until('talking');
    caller.hangUp();
  },
  async 'group-by-local'(world) {
    const caller = world.client.dial(localGroup);
    const [, boris] = await Promise.all([rings(world.anna), rings(world.boris)]);
    boris.answer();
    await joined(world);
    await caller.until('talking');
    boris.hangUp();
  },
  async 'one-after-the-other'(world) {
    const caller = world.client.dial(oneByOne);
    await (await rings(world.anna)).until('ended');
    const boris = await rings(world.boris);
    boris.answer();
    await joined(world);
    await caller.until('talking');
    caller.hangUp();
  },
  async 'nobody-answers'(world) {
    const caller = world.client.dial(annaAlone);
    await rings(world.anna);
    await caller.until('ended');
  },
  async 'caller-gives-up'(world) {
    const caller = world.client.dial(group);
    await Promise.all([rings(world.anna), rings(world.boris)]);
    await caller.until('ringing');
    caller.hangUp();
  },
  async 'caller-hides-number'(world) {
    const caller = world.client.dial(annaAlone, 'anonymous');
    await rings(world.anna);
    await caller.until('ringing');
    caller.hangUp();
  },
  async 'caller-leaves-menu'(world) {
    const caller = world.client.dial(menu);
    await caller.until('talking');
    caller.hangUp();
  },
  async 'agent-busy'(world) {
    const caller = world.client.dial(annaAlone);
    (await world.anna.call()).refuse(486);
    await caller.until('ended');
  },
  async 'agent-declines-colleague-answers'(world) {
    const caller = world.client.dial(group);
    const [anna, boris] = await Promise.all([rings(world.anna), rings(world.boris)]);
    anna.refuse(603);
    await anna.until('ended');
    boris.answer();
    await joined(world);
    await caller.until('talking');
    caller.hangUp();
  },
  async 'agent-forwards-to-colleague'(world) {
    const caller = world.client.dial(annaAlone);
    (await rings(world.anna)).refuse(302, '102');
    const boris = await rings(world.boris);
    boris.answer();
    await caller.until('talking');
    await joined(world);
    await caller.until('talking');
    caller.hangUp();
  },
  async 'colleague-picks-up'(world) {
    const caller = world.client.dial(annaAlone);
    await rings(world.anna);
    await caller.until('ringing');
    const boris = world.boris.dial('*8101');
    await boris.until('talking');
    await joined(world);
    await caller.until('talking');
    caller.hangUp();
  },
  async queue(world) {
    const caller = world.client.dial(queue);
    await (await rings(world.anna)).until('ended');
    const boris = await rings(world.boris);
    boris.answer();
    await joined(world);
    await caller.until('talking');
    caller.hangUp();
  },
  async 'queue-of-all'(world) {
    const caller = world.client.dial(queueOfAll);
    const [anna] = await Promise.all([rings(world.anna), rings(world.boris)]);
    anna.answer();
    await joined(world);
    await caller.until('talking');
    caller.hangUp();
  },
  async 'queue-by-local'(world) {
    const caller = world.client.dial(localQueue);
    const [anna] = await Promise.all([rings(world.anna), rings(world.boris)]);
    anna.answer();
    await joined(world);
    await world.ami.says(/Event: LocalOptimizationEnd\r|Event: BridgeEnter\r/, 3);
    caller.hangUp();
  },
  async 'queue-caller-gives-up'(world) {
    const caller = world.client.dial(queueOfAll);
    await Promise.all([rings(world.anna), rings(world.boris)]);
    await world.ami.says(/Event: DialBegin\r/, 2);
    caller.hangUp();
  },
};
