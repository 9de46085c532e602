import { expect, test, type Locator, type Page } from '@playwright/test';
import { aCall, type ScriptedCall } from './calls';
import { connected, signIn, startSandbox, type RunningSandbox } from './sandbox';

export const cards = (page: Page): Locator => page.locator('.amocrm-telephony__card');

export interface IncomingCalls {
  readonly sandbox: RunningSandbox;
  /** A call that rings; over when the test is. */
  readonly ring: (from: string, extensions?: string[]) => Promise<ScriptedCall>;
  /** The page with the widget connected: a call that rings from now on is told live. */
  readonly signedIn: (page: Page, path?: string, user?: number) => Promise<void>;
}

/** For the tests of one file: a sandbox, without calls and without faults at the beginning of each. */
export function incomingCalls(): IncomingCalls {
  let sandbox: RunningSandbox;
  let open: ScriptedCall[] = [];

  test.beforeAll(async () => {
    sandbox = await startSandbox();
  });
  test.afterAll(() => sandbox.stop());
  test.afterEach(async () => {
    if (open.length > 0) await sandbox.post(open.map((call) => call.ended()));
    open = [];
    await sandbox.latency(0);
    await sandbox.faults();
  });
  return {
    get sandbox() {
      return sandbox;
    },
    async ring(from, extensions = ['101']) {
      const call = aCall(from, extensions);
      open.push(call);
      expect(await sandbox.post(call.ringing())).toEqual({
        status: 202,
        body: { accepted: 1, duplicates: 0 },
      });
      return call;
    },
    async signedIn(page, path = '/', user = sandbox.agents[0]!.userId) {
      await signIn(page, sandbox, user);
      await connected(page, sandbox, () => page.goto(sandbox.crm + path));
    },
  };
}
