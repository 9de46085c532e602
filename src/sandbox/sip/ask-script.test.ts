import { askScript } from './ask-script';
import { routedCalls } from './routed-calls';

const call = { call_id: 'c-1', from: '+79991112233', to: '+74951234567' };

function bench(ask: (message: unknown) => Promise<unknown>) {
  const asked: unknown[][] = [];
  const lines: string[] = [];
  const routed = routedCalls(
    () => 0,
    (line) => lines.push(line),
  );
  const engine = {
    ask: (...given: unknown[]) => {
      asked.push(given);
      return ask(given[2]);
    },
    faultsOf: (id: string) => Promise.resolve([`threw: no ${id}`]),
  };
  return {
    asked,
    lines,
    routed,
    route: askScript({ engine, routed, everybody: () => ['101', '102'] })(call),
  };
}

test('a call is put before the script with all agents as its candidates; untouched, it rings them all', async () => {
  const { asked, route, routed } = bench((data) => Promise.resolve({ action: 'return', data }));
  expect(await route).toEqual({ steps: [{ numbers: ['101', '102'], rings: 30_000 }] });
  const gateway = { cli: call.from };
  expect(asked).toEqual([
    [
      'c-1',
      call.to,
      {
        routing: {
          ...{ callid: 'c-1', cli: call.from, dest_number: call.to },
          egress_routing: [{ gw: { 101: gateway, 102: gateway } }],
        },
      },
    ],
  ]);
  expect(routed.list()).toMatchObject([{ ...call, by: 'script', faults: [] }]);
});

test.each([
  [
    'is silent',
    () => Promise.reject(new Error('the script engine is silent')),
    'the script engine is silent',
  ],
  ['answers what nobody can ring', () => Promise.resolve({ action: 'return', data: {} }), 'names nobody'],
])('where the engine %s, all agents ring, and it is said why', async (_what, ask, fault) => {
  const { route, routed, lines } = bench(ask);
  expect(await route).toEqual({ steps: [{ numbers: ['101', '102'], rings: 30_000 }] });
  expect(routed.list()).toMatchObject([{ by: 'default', faults: [expect.stringContaining(fault)] }]);
  expect(lines).toEqual([
    expect.stringMatching(/^\+79991112233 calls the company: rings 101\+102 for 30 s /),
  ]);
});

test('a script that fails has the caller hear its timeout action, and is named with its reasons', async () => {
  const action = { action: 'reject', code: 480, message: 'Later', reason: 'error' };
  const { route, routed, lines } = bench(() => Promise.resolve(action));
  expect(await route).toEqual({ status: 480, reason: 'Later' });
  expect(routed.list()).toMatchObject([{ by: 'error action', faults: ['threw: no c-1'], status: 480 }]);
  expect(lines[0]).toContain('refused 480 Later (error action');
});
