import type { AgentPlan } from '../../fakes/sip-script';
import { until } from './page-watch';
import type { Driver } from './phone-driver';

export interface Outcome {
  /** Some call went on although everything that it waits for has had its time. */
  readonly stuck: boolean;
  readonly rang: boolean;
  readonly history: readonly string[];
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isQuiet = (phone: Driver): boolean => phone.stage() === 'none';

/** What an agent does in a call that may or may not be answered. `patience`: ms after which nothing may be left. */
async function talk(phone: Driver, plan: AgentPlan, patience: number): Promise<void> {
  await until(() => phone.stage() === 'talking' || isQuiet(phone), patience);
  if (phone.stage() !== 'talking') return;
  await sleep(350);
  if (plan === 'calls-and-holds') {
    const work = phone.hold(true).then(() => phone.hold(false));
    await Promise.race([work, sleep(1500)]);
  }
  if (plan === 'calls-and-transfers') await Promise.race([phone.transfer('102'), sleep(1200)]);
  await phone.hangUp();
}

/** Runs one plan on one phone to its end. */
export async function follow(phone: Driver, plan: AgentPlan, patience: number): Promise<Outcome> {
  let rang = false;
  const watching = setInterval(() => {
    rang ||= phone.stage() === 'incoming';
  }, 15);
  const ready = await until(() => phone.isReady(), 2000);
  switch (plan) {
    case 'watches':
      await sleep(1800);
      break;
    case 'calls':
    case 'calls-and-holds':
    case 'calls-and-transfers':
      if (ready) {
        await phone.call('+79991112233');
        await talk(phone, plan, patience);
      }
      break;
    case 'gives-up':
    case 'gives-up-at-once':
      if (ready) {
        void phone.call('+79991112233');
        await sleep(plan === 'gives-up' ? 700 : 450);
        await phone.hangUp();
        await sleep(1000);
      }
      break;
    case 'answers':
    case 'declines':
    case 'ignores':
      await until(() => phone.stage() === 'incoming', 1500);
      if (phone.stage() === 'incoming') {
        await sleep(100);
        if (plan === 'answers') {
          await Promise.race([phone.answer(), sleep(patience)]);
          await talk(phone, plan, patience);
        }
        if (plan === 'declines') await phone.decline();
      }
      break;
  }
  const stuck = !(await until(() => isQuiet(phone), patience));
  clearInterval(watching);
  return { stuck, rang, history: [...phone.history()] };
}
