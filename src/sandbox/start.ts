import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastify from 'fastify';
import { answers } from './answers';
import { apiRoutes } from './api/routes';
import { seedCrm } from './crm/seed';
import { demoRecordings } from './demo-recordings';
import { keptProcess } from './kept-process';
import type { KeptProcess } from './kept-process';
import { grants } from './oauth/grants';
import type { SandboxOptions } from './options';
import { installWidget } from './pages/install-widget';
import { projectFile } from './pages/project-file';
import { createPush } from './pages/push';
import { pageRoutes } from './pages/routes';
import { hint, readyLine } from './ready-line';
import type { Sandbox } from './sandbox';
import { scriptEngine } from './script-engine';
import { accounts } from './sip/accounts';
import { domain } from './sip/forward-request';
import { outsideCalls } from './sip/outside-calls';
import { routedCalls } from './sip/routed-calls';
import { controlPath, type SipServer } from './sip/sip-server';
import { startPbx } from './sip/start-pbx';
import { switchRoutes } from './switch-routes';
import { widgetFolder } from './widget-folder';

const patience = 30_000;
const host = '127.0.0.1';
/** The gateway gives the CRM 1.5 s of the script's 2 s, ms. */
const situationWait = 1_700;

export interface RunningSandbox {
  readonly crmUrl: string;
  readonly readyLine: string;
  readonly hint: string;
  readonly stop: () => Promise<void>;
}

/** Demo data, widget, CRM server and gateway, all answering. Everything that is written lies below `temporary`. */
export async function startSandbox(
  options: SandboxOptions,
  temporary: string,
  say: (line: string) => void,
): Promise<RunningSandbox> {
  const crmUrl = `http://localhost:${options.port}`;
  const gatewayUrl = `http://localhost:${options.port + 1}`;
  const sipUrl = `ws://localhost:${options.port + 2}`;
  const folder = widgetFolder(
    options.widget ?? projectFile('dist', 'widget.zip'),
    path.join(temporary, 'widget'),
  );
  const crm = seedCrm(options.seed);
  const extensions = crm.users.map(({ extension }) => extension).filter((extension) => extension !== '');
  const { deskPhones, bothPhones } = options;
  for (const [flag, named] of [
    ['--desk-phone', deskPhones],
    ['--both-phones', bothPhones],
  ] as const) {
    const unknown = named.find((extension) => !extensions.includes(extension));
    if (unknown !== undefined)
      throw new Error(`${flag} ${unknown}: nobody has that number; there are ${extensions.join(', ')}`);
  }
  const script = options.script ?? projectFile('dist', 'scenarios', 'scriptforge', 'routing.js');
  if (!existsSync(script)) throw new Error(`--script ${script}: there is no such file`);
  const pbxKey = randomBytes(24).toString('hex');
  const engine = scriptEngine({
    ...{ script, say, folder: path.join(temporary, 'engine') },
    program: projectFile('dist', 'engine', 'main.js'),
    env: { GATEWAY_URL: gatewayUrl, PBX_KEY: pbxKey, ROUTE_WAIT_MS: String(situationWait) },
    host: new URL(gatewayUrl).host,
  });
  // Whoever has a customer's phone will call the company: the engine is warm by then, and costs nobody else a thing.
  const phoneAccounts = accounts(extensions, [...deskPhones, ...bothPhones], engine.start);
  const widget = installWidget(crm, folder, gatewayUrl, crmUrl);
  const sandbox: Sandbox = {
    options,
    crm,
    faults: new Set(options.faults),
    latency: options.latency,
    apiToken: randomBytes(24).toString('hex'),
    grants: grants(crm.account.id, new URL(crmUrl).host),
    crmUrl,
    gatewayUrl,
    sipUrl,
    phoneAccounts,
    outsideCalls: outsideCalls(Date.now),
    routedCalls: routedCalls(Date.now, say),
    log: [],
    ...createPush(),
  };

  const reset = (): void => {
    const fresh = seedCrm(options.seed);
    // The gateway goes on with the keys that it was started with.
    const { client_uuid, client_secret } = widget;
    Object.assign(installWidget(fresh, folder, gatewayUrl, crmUrl), { client_uuid, client_secret });
    sandbox.crm = fresh;
  };

  const app = fastify({ logger: { level: 'error', stream: process.stderr }, forceCloseConnections: true });
  let gateway: KeptProcess | undefined;
  let pbx: SipServer | undefined;
  const stop = async (): Promise<void> => {
    await pbx?.stop();
    await Promise.all([gateway?.stop(), engine.stop(), app.close()]);
  };
  try {
    switchRoutes(app, {
      sandbox,
      reset,
      gateway: () => gateway?.status() ?? { pid: undefined, restarts: 0 },
      engine: engine.status,
    });
    demoRecordings(app);
    await app.register(apiRoutes(sandbox));
    await app.register(pageRoutes(sandbox));
    await app.listen({ host, port: options.port });
    const env = {
      HOST: host,
      PORT: String(options.port + 1),
      PUBLIC_URL: gatewayUrl,
      STORE_PATH: path.join(temporary, 'store'),
      PBX_KEY: pbxKey,
      // It is tried at any hour.
      DIAL_HOURS: '00:00-24:00',
      AMO_URL: crmUrl,
      AMO_ACCOUNT_ID: String(crm.account.id),
      AMO_TOKEN: sandbox.apiToken,
      AMO_WIDGET_CODE: widget.code,
      AMO_CLIENT_ID: widget.client_uuid,
      AMO_CLIENT_SECRET: widget.client_secret,
      // The sandbox's own records, servers on this machine, and names that are nobody's.
      RECORDING_HOSTS: 'localhost 127.0.0.1 *.test *.example *.example.com',
      SIP_URL: sipUrl,
      SIP_DOMAIN: domain,
      SIP_CREDENTIALS: JSON.stringify(
        Object.fromEntries(
          phoneAccounts.agents
            .filter(({ address }) => !deskPhones.includes(address) || bothPhones.includes(address))
            .map(({ username, password }) => [username, password]),
        ),
      ),
      SIP_DESK_PHONES: bothPhones.join(' '),
      PBX_CONTROL_URL: `http://localhost:${options.port + 2}${controlPath}`,
      LOG_LEVEL: 'error',
    };
    gateway = keptProcess({
      name: 'the gateway',
      file: projectFile('dist', 'gateway', 'index.js'),
      env,
      say,
    });
    pbx = await startPbx({
      ...{ host, gatewayUrl, pbxKey, engine, say },
      port: options.port + 2,
      origins: [crmUrl, `http://127.0.0.1:${options.port}`],
      accounts: phoneAccounts,
      outsideCalls: sandbox.outsideCalls,
      routedCalls: sandbox.routedCalls,
      mood: () =>
        sandbox.faults.has('pbx-refuses')
          ? 'refusing'
          : sandbox.faults.has('pbx-silent')
            ? 'silent'
            : 'willing',
    });
    await Promise.all([
      answers(`${crmUrl}/sandbox/status`, patience),
      answers(`${gatewayUrl}/readyz`, patience),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { crmUrl, readyLine: readyLine(sandbox, pbxKey), hint: hint(sandbox, pbxKey, new Date()), stop };
}
