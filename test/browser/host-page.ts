import type { Page } from '@playwright/test';
import fastify from 'fastify';
import type { Crm } from '../../src/sandbox/crm/model';
import { seedCrm } from '../../src/sandbox/crm/seed';
import type { FaultName } from '../../src/sandbox/options';
import { installWidget } from '../../src/sandbox/pages/install-widget';
import { createPush } from '../../src/sandbox/pages/push';
import { pageRoutes } from '../../src/sandbox/pages/routes';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { accounts } from '../../src/sandbox/sip/accounts';
import { grants } from '../../src/sandbox/oauth/grants';
import { outsideCalls } from '../../src/sandbox/sip/outside-calls';
import { routedCalls } from '../../src/sandbox/sip/routed-calls';
import { foreignWidget } from './foreign-widget';

export interface HostPage {
  url: string;
  crm: Crm;
  sandbox: Sandbox;
  stop: () => Promise<void>;
}

/** The CRM's page alone, with any number of foreign widgets and without API and gateway. */
export async function startHostPage(widgets: string[], faults: FaultName[] = []): Promise<HostPage> {
  const crm = seedCrm(1);
  const app = fastify({ forceCloseConnections: true });
  const sandbox: Sandbox = {
    sipUrl: 'ws://localhost:2',
    phoneAccounts: accounts([]),
    outsideCalls: outsideCalls(Date.now),
    routedCalls: routedCalls(Date.now, () => undefined),
    grants: grants(28, 'example.test'),
    options: {
      widget: undefined,
      script: undefined,
      port: 0,
      open: false,
      seed: 1,
      latency: 0,
      faults: new Set(faults),
      deskPhones: [],
      bothPhones: [],
    },
    crm,
    faults: new Set(faults),
    latency: 0,
    apiToken: 'token',
    crmUrl: 'http://localhost',
    gatewayUrl: 'http://localhost:1',
    log: [],
    ...createPush(),
  };
  const foreign = widgets.map(foreignWidget);
  for (const { folder } of foreign) installWidget(crm, folder, sandbox.gatewayUrl, sandbox.crmUrl);
  await app.register(pageRoutes(sandbox));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    crm,
    sandbox,
    stop: async () => {
      await app.close();
      for (const { remove } of foreign) remove();
    },
  };
}

/** Opens a page and waits until the widget `plain` in it has begun. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => (window as { calls?: string[] }).calls?.includes('bind_actions'));
}
