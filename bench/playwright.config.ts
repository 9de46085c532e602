import { defineConfig } from '@playwright/test';
import browser from '../test/browser/playwright.config';

/** `npm run bench`: one measurement after the other, or they would measure each other. */
export default defineConfig(browser, {
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 240_000,
  reporter: 'list',
});
