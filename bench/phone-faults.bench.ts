import { test } from '@playwright/test';
import { playAll, type Findings } from '../test/browser/phone-page/fault-bench';
import { givingUpFaults } from '../test/fakes/sip-faults-giving-up';
import { incomingFaults } from '../test/fakes/sip-faults-in';
import { lineFaults } from '../test/fakes/sip-faults-line';
import { outgoingFaults } from '../test/fakes/sip-faults-out';
import { talkFaults } from '../test/fakes/sip-faults-talk';
import { tortureFaults } from '../test/fakes/sip-faults-torture';
import { record } from './record';

test.setTimeout(1_200_000);

const lists = {
  'a call out': outgoingFaults,
  'giving up': givingUpFaults,
  'a ring': incomingFaults,
  'a talk': talkFaults,
  'the line': lineFaults,
  'RFC 4475': tortureFaults,
};

/** Ms after which a call that waits for nothing more is stuck: past our (shortened) limits, past the library's own. */
const patience = { ours: 7000, plain: 65_000 } as const;

const names = { ours: 'our phone', plain: "the library's SimpleUser" } as const;

for (const kind of ['ours', 'plain'] as const)
  test(`phone-faults: ${names[kind]}`, async () => {
    for (const [what, list] of Object.entries(lists)) {
      const found: Findings = await playAll(kind, list, patience[kind], kind === 'ours' ? 10 : 30);
      const count = (test: (one: Findings['each'][number]) => boolean): number =>
        found.each.filter(test).length;
      const row = (name: string, value: number): Parameters<typeof record>[1][number] => ({
        name: `${what}, ${names[kind]}: ${name}`,
        value,
        unit: `of ${list.length}`,
        ...(kind === 'ours' && { floor: '0' }),
      });
      record('phone-faults', [
        row(
          'calls stuck past their limit',
          count(({ stuck }) => stuck),
        ),
        row(
          'ghost ringing',
          count(({ ghost }) => ghost),
        ),
        row(
          'registration storms',
          count(({ registers }) => registers > 9),
        ),
        { ...row('uncaught exceptions', found.errors.length), unit: 'errors' },
        { ...row('microphones left live', found.microphones), unit: 'microphones' },
      ]);
    }
  });
