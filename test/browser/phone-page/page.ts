import type { AgentPlan } from '../../fakes/sip-script';
import { follow, type Outcome } from './agent-plan';
import { watchPage, type PageWatch } from './page-watch';
import { ourDriver, plainDriver, type Driver, type DriverOptions, type StartPhone } from './phone-driver';

/** What tests find in the page. */
export interface PhonePage {
  readonly watch: PageWatch;
  open(kind: 'ours' | 'plain', options: DriverOptions): Promise<Driver>;
  readonly ours: typeof ourDriver;
  follow(kind: 'ours' | 'plain', options: DriverOptions, plan: AgentPlan, patience: number): Promise<Outcome>;
  /** All phones that have followed a plan. */
  stopAll(): Promise<void>;
}

declare global {
  interface Window {
    phonePage: PhonePage;
    phonePart: StartPhone;
    define: (...parts: unknown[]) => void;
  }
}

const watch = watchPage();
const opened: Driver[] = [];
const open = (kind: 'ours' | 'plain', options: DriverOptions): Promise<Driver> =>
  kind === 'ours' ? Promise.resolve(ourDriver(window.phonePart, options)) : plainDriver(options);
window.phonePage = {
  watch,
  open,
  ours: ourDriver,
  async follow(kind, options, plan, patience) {
    const phone = await open(kind, options);
    opened.push(phone);
    return follow(phone, plan, patience);
  },
  async stopAll() {
    await Promise.race([
      Promise.all(opened.splice(0).map((phone) => phone.stop())),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]);
  },
};

// A page that starts by itself, as nothing from outside may touch it; what it sees goes to its console.
const query = new URLSearchParams(location.search);
const asked = query.get('start');
const answers = query.has('answers');
if (asked !== null)
  window.addEventListener('load', () => {
    const phone = ourDriver(window.phonePart, JSON.parse(asked) as DriverOptions);
    let told = '';
    setInterval(() => {
      const { ringLocked } = phone.phone.state;
      const talks = phone.stage() === 'talking';
      const now = talks ? 'talking' : ringLocked ? 'ring is locked' : phone.isReady() ? 'ready' : 'not ready';
      if (now !== told) console.log((told = now));
      if (ringLocked && answers && phone.stage() === 'incoming') void phone.answer();
    }, 50);
  });
