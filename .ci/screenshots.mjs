// `npm run screenshots`: every picture of docs/screenshots anew, from the built product.
import { spawnSync } from 'node:child_process';
import { built } from './built.mjs';
import { chromium } from './chromium.mjs';

built();
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'test/screenshots/playwright.config.ts'],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium() } },
);
process.exit(status ?? 1);
