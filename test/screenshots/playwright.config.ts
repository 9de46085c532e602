import { defineConfig } from '@playwright/test';
import browser from '../browser/playwright.config';

/** `npm run screenshots`: makes the pictures in docs/screenshots anew. */
export default defineConfig(browser, { testDir: '.', testMatch: '*.shots.ts', workers: 1, reporter: 'list' });
