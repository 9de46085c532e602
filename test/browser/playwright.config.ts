import { defineConfig } from '@playwright/test';
import { addressBarPages, executablePath, quietArgs } from './chromium';

/** Of two lists Chromium obeys the last, so the test runner's own is in ours. */
const featuresOff = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...addressBarPages,
];

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // Each spec starts a sandbox of its own; more at once than cores would only wait for each other.
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? 'list' : [['list'], ['json']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'ru-RU',
    launchOptions: {
      executablePath,
      args: [
        ...quietArgs,
        ...['--disable-component-update', '--disable-sync', `--disable-features=${featuresOff.join(',')}`],
      ],
    },
  },
});
