import type { Entry } from '../../src/engine/voxengine/timeline';
import { policyGateway } from '../fakes/policy-gateway';
import { builtScenario, emulated } from '../fakes/voxengine';
import { targetsOf } from '../routing/rang';
import { situations } from '../routing/situations';

const key = 'the-key-of-this-pbx';
let gateway: Awaited<ReturnType<typeof policyGateway>>;
beforeAll(async () => {
  gateway = await policyGateway(key);
});
afterAll(() => gateway.close());

/** What rang, as the table writes it: "101 > 102+103"; or the code of a refusal. */
function rang(entries: readonly Entry[]): string {
  const steps = new Map<number, string[]>();
  for (const { at, more } of entries.filter(({ kind }) => kind === 'dial')) {
    const address = String(more!['address']);
    const target = more!['dial'] === 'pstn' ? `+${address}` : /^sip:([^@]+)@/.exec(address)![1]!;
    steps.set(at, [...(steps.get(at) ?? []), target]);
  }
  if (steps.size > 0) return [...steps.values()].map((targets) => targets.join('+')).join(' > ');
  return String(entries.find(({ more }) => more?.['reject'] !== undefined)?.more!['reject']);
}

test.each(situations)('Voximplant rings as the policy says: $title', async (row) => {
  gateway.be(row);
  const run = await emulated(builtScenario('inbound'), {
    inbound: { from: row.from ?? '79991112233', to: row.to ?? '74951234567' },
    parties: {},
    secrets: {
      ...{ GATEWAY_URL: gateway.url, PBX_KEY: key, DEFAULT_TARGETS: '999' },
      ...{ BROWSER_PHONES: 'no', DESK_PHONES: 'sip:{extension}@desk.example' },
    },
  });
  expect(run.fault).toBeNull();
  expect(run.entries.filter(({ kind }) => kind === 'breach')).toEqual([]);
  expect(rang(run.entries)).toBe(targetsOf(row.route));
  expect(gateway.refused).toEqual([]);
  expect(gateway.events.map(({ type }) => type).at(-1)).toBe('ended');
});
