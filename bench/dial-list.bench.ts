import { test } from '@playwright/test';
import { startSandbox } from '../test/browser/sandbox';
import { dialRun } from './dial-run';
import { record } from './record';

/** Fewer by the environment, to try it out. */
const count = Number(process.env['DIAL_CONTACTS'] ?? 200);
const most = Number(process.env['DIAL_LOSSES'] ?? 10);
const seed = Number(process.env['SEED'] ?? 5);

test.use({ actionTimeout: 20_000 });

for (const losses of [0, most])
  test(`dial-list: ${count} ticked contacts unattended, the leading tab lost ${losses} times`, async () => {
    test.setTimeout(3_600_000);
    const sandbox = await startSandbox();
    try {
      const { minutes, summary, pbx, twice, forgotten, apart, talked } = await dialRun(sandbox, {
        ...{ count, losses, seed },
      });
      for (const one of apart) console.error(`list / PBX: ${one}`);
      const of = `${count} contacts, leading tab lost ${losses} times`;
      const row = (name: string, value: number, unit: string, floor?: string) => ({
        ...{ name: `${of}: ${name}`, value, unit },
        ...(floor !== undefined && { floor }),
      });
      record('dial-list', [
        row('numbers dialled twice', twice.length, 'numbers', '≤ 0'),
        row('numbers never dialled', forgotten.length, 'numbers', '≤ 0'),
        row('numbers whose calls or results are not as the PBX has them', apart.length, 'numbers', '≤ 0'),
        row('calls', pbx.calls, 'calls'),
        row('reached', pbx.reached, 'people'),
        row('"Calls" of the summary beside the PBX', Math.abs(summary.calls - pbx.calls), 'calls', '≤ 0'),
        row(
          '"Reached" of the summary beside the PBX',
          Math.abs(summary.reached - pbx.reached),
          'people',
          '≤ 0',
        ),
        row('"Wrong" of the summary beside the PBX', Math.abs(summary.wrong - pbx.wrong), 'people'),
        row('talk time in the list beside the PBX', Math.abs(talked[0] - talked[1]), 's'),
        row('from the press to the end', minutes, 'min'),
      ]);
    } finally {
      await sandbox.stop();
    }
  });
