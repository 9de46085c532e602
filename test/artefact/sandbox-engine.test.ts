import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { askScript } from '../../src/sandbox/sip/ask-script';
import type { AskRoute } from '../../src/sandbox/sip/route-plan';
import { routedCalls, type RoutedCalls } from '../../src/sandbox/sip/routed-calls';
import { scriptEngine, type ScriptEngine } from '../../src/sandbox/script-engine';

const dist = resolve(__dirname, '../../dist');
const cache = resolve(__dirname, '../../.cache');
const everybody = ['101', '102', '103'];
const company = '+74951234567';

jest.setTimeout(60_000);

let folder: string;
let gateway: Server;
/** While it is closed, the gateway answers nothing. */
let opened: () => void;
let open: Promise<void>;
beforeEach(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'sandbox-engine-'));
  open = new Promise((done) => (opened = done));
  gateway = createServer((_request, response) => {
    void open.then(() => response.end('{"to":"102;20"}'));
  });
  await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
});
afterEach(() => {
  gateway.closeAllConnections();
  gateway.close();
  rmSync(folder, { recursive: true });
});

/** The sandbox's engine with this script; what it has said of each call. */
async function withScript(
  source: string,
  use: (route: AskRoute, engine: ScriptEngine, routed: RoutedCalls) => Promise<void>,
): Promise<void> {
  const script = join(folder, 'own.js');
  writeFileSync(script, source);
  const host = `127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const engine = scriptEngine({
    ...{ script, folder: join(folder, 'engine'), program: join(dist, 'engine', 'main.js') },
    ...{ host, env: { GATEWAY_URL: `http://${host}` }, say: () => undefined },
  });
  const routed = routedCalls(Date.now, () => undefined);
  try {
    await use(askScript({ engine, routed, everybody: () => everybody }), engine, routed);
  } finally {
    await engine.stop();
  }
}
const call = (id: string) => ({ call_id: id, from: '+79991112233', to: company });
const asksGateway = `
  export async function main(data) {
    const { to } = JSON.parse(await (await fetch(process.env.GATEWAY_URL)).text());
    data.routing.egress_routing[0].headers = [{ key: 'X-Route-To', value: to }];
    return data;
  }`;

test('an integrator’s own script routes the company’s number: rows left out, calls refused, calls that pass', async () => {
  const source = `function main(data) {
    if (data.routing.cli === '+79991112233') throw new Error('603 Not today');
    if (data.routing.callid === 'c-2') delete data.routing.egress_routing[0].gw['103'];
    return data;
  }`;
  await withScript(source, async (route) => {
    expect(await route(call('c-1'))).toEqual({ status: 603, reason: 'Not today' });
    const other = { from: '+79990000000', to: company };
    expect(await route({ call_id: 'c-2', ...other })).toEqual({
      steps: [{ numbers: ['101', '102'], rings: 30_000 }],
    });
    expect(await route({ call_id: 'c-3', ...other })).toEqual({
      steps: [{ numbers: everybody, rings: 30_000 }],
    });
  });
});

test('a script that cannot be read has the caller hear the timeout action, and says where it is wrong', async () => {
  await withScript('function main(data) {\n  return data', async (route, _engine, routed) => {
    expect(await route(call('c-1'))).toEqual({ status: 480, reason: 'Temporarily Unavailable' });
    expect(routed.list()).toMatchObject([
      { by: 'error action', faults: [expect.stringContaining('routing.js:2:')] },
    ]);
  });
});

test('the engine is killed while it routes a call: the one after it takes the call up', async () => {
  await withScript(asksGateway, async (route, engine, routed) => {
    const asked = new Promise((begun) => gateway.once('request', begun));
    const routing = route(call('c-1'));
    await asked;
    process.kill(engine.status().pid!, 'SIGKILL');
    opened();
    expect(await routing).toEqual({ steps: [{ numbers: ['102'], rings: 20_000 }] });
    expect(engine.status().restarts).toBe(1);
    expect(routed.list()).toMatchObject([{ by: 'script' }]);
  });
});
