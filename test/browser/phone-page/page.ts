import type { AgentPlan } from '../../fakes/sip-script';
import { follow, type Outcome } from './agent-plan';
import { watchPage, type PageWatch } from './page-watch';
import { ourDriver, plainDriver, type Driver, type DriverOptions, type StartPhone } from './phone-driver';

/** What tests find in the page. */
export interface PhonePage {
  readonly watch: PageWatch;
  open(kind: 'ours' | 'plain', options: DriverOptions): Promise<Driver>;
  readonly ours: typeof ourDriver;
  readonly start: StartPhone;
  follow(kind: 'ours' | 'plain', options: DriverOptions, plan: AgentPlan, patience: number): Promise<Outcome>;
}

declare global {
  interface Window {
    phonePage: PhonePage;
    phonePart: StartPhone;
    define: (...parts: unknown[]) => void;
  }
}

const watch = watchPage();
const open = (kind: 'ours' | 'plain', options: DriverOptions): Promise<Driver> =>
  kind === 'ours' ? Promise.resolve(ourDriver(window.phonePart, options)) : plainDriver(options);
window.phonePage = {
  watch,
  open,
  ours: ourDriver,
  get start() {
    return window.phonePart;
  },
  async follow(kind, options, plan, patience) {
    const phone = await open(kind, options);
    const outcome = await follow(phone, plan, patience);
    await Promise.race([phone.stop(), new Promise((resolve) => setTimeout(resolve, 500))]);
    return outcome;
  },
};
