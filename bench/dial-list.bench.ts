import { test } from '@playwright/test';
import { unattended } from '../test/browser/dial/unattended';
import { phoneBrowser } from '../test/browser/phone-page/phone-browser';
import { startSandbox } from '../test/browser/sandbox';
import { record } from './record';

const count = Number(process.env['DIAL_CONTACTS'] ?? 200);
const most = 10;

test('dial list: ticked contacts dialled unattended, with the leading tab closed ten times', async () => {
  test.setTimeout(3_600_000);
  for (const kills of [0, most]) {
    const [sandbox, browser] = [await startSandbox(), await phoneBrowser()];
    try {
      const found = await unattended(browser, sandbox, { count, kills, seed: 5 });
      const of = `${count} contacts, leading tab closed ${kills} times`;
      record('dial-list', [
        { name: `${of}: dialled twice`, value: found.twice, unit: 'numbers', floor: '≤ 0' },
        { name: `${of}: never dialled`, value: found.forgotten, unit: 'numbers', floor: '≤ 0' },
        {
          name: `${of}: results other than in the PBX's record`,
          value: found.disagree.length,
          unit: 'calls',
          floor: '≤ 0',
        },
        {
          name: `${of}: reached, in the summary and not in the PBX's record or the other way round`,
          value: Math.abs(found.summary.reached - found.told.reached),
          unit: 'people',
          floor: '≤ 0',
        },
        { name: `${of}: from the press to the end`, value: found.minutes, unit: 'min' },
      ]);
    } finally {
      await browser.close();
      await sandbox.stop();
    }
  }
});
