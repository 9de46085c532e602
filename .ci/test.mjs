// `npm test`: everything, quickest first; a failure stops nothing, so that one run shows all of them.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { installed } from './installed.mjs';
import { chromium } from './chromium.mjs';

installed();
process.env.CHROMIUM_PATH = chromium();
mkdirSync('.cache', { recursive: true });

const bin = (name) => `node_modules/${name}`;
const jest = (project) => [
  bin('jest/bin/jest.js'),
  '--config',
  'test/jest.config.cjs',
  '--selectProjects',
  project,
];

/** Checks that pass or fail as one, and runners that count. The first four compute on one core each: they go together. */
const together = 4;
const parts = [
  ['types', [bin('typescript/bin/tsc'), '-b']],
  ['lint', [bin('eslint/bin/eslint.js'), '-c', '.ci/eslint.config.mjs', '.']],
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  [
    'layers',
    [bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.ci/dependency-cruiser.cjs', 'src'],
  ],
  ['unit', jest('unit'), 'jest'],
  ['build', ['.ci/build.mjs']],
  ['artefact', jest('artefact'), 'jest'],
  ['weight', [bin('size-limit/bin.js')]],
  ['unused', [bin('knip/bin/knip.js'), '--config', '.ci/knip.json']],
  [
    'browser',
    [bin('@playwright/test/cli.js'), 'test', '--config', 'test/browser/playwright.config.ts'],
    'playwright',
  ],
];

const json = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};
const counted = {
  jest(report) {
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.testResults.flatMap(({ assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'pending')
          .map(({ title }) => /\(not run: (.*)\)$/.exec(title)?.[1] ?? 'no reason'),
      ),
    };
  },
  playwright({ stats, errors, suites }) {
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: skippedIn(suites),
    };
  },
};
/** Why tests did not run, one entry for each test. */
const skippedIn = (suites) =>
  suites.flatMap(({ suites = [], specs = [] }) => [
    ...skippedIn(suites),
    ...specs
      .flatMap(({ tests }) => tests)
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason'),
  ]);

/** What the pages of failed browser tests showed at the end: their files are gone with the machine that ran them. */
const printPages = () => {
  if (!existsSync('test-results')) return;
  for (const test of readdirSync('test-results')) {
    const file = `test-results/${test}/error-context.md`;
    if (!existsSync(file)) continue;
    const shown = /```yaml\n([^]*?)```/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    console.error(`\n${test} ended with:\n${shown.slice(0, 6000)}`);
  }
};

/** Of parts that go together each says its piece when it is done. */
const run = async ([name, command, runner], alone) => {
  const report = resolve(`.cache/${name}.json`);
  rmSync(report, { force: true });
  const args = runner === 'jest' ? [...command, '--json', '--outputFile', report] : command;
  const started = Date.now();
  if (alone) console.error(`\n== ${name}`);
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', runner === 'jest' ? 'ignore' : alone ? 2 : 'pipe', alone ? 2 : 'pipe'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, FORCE_COLOR: '0' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text));
  const status = await new Promise((done) => child.once('close', done));
  if (!alone) console.error(`\n== ${name}\n${said}`);
  const seconds = Math.round((Date.now() - started) / 1000);
  const found = runner === undefined ? undefined : json(report);
  const tally =
    found === undefined
      ? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
      : counted[runner](found);
  if (runner === 'playwright' && status !== 0) printPages();
  // A runner that fails without a failed test (no test found, a crash at its end) has failed.
  if (status !== 0 && tally.failed === 0) tally.failed = 1;
  return { name, seconds, ...tally };
};

const only = process.argv.slice(2);
const isWanted = ([name]) => only.length === 0 || only.includes(name);
const results = await Promise.all(
  parts
    .slice(0, together)
    .filter(isWanted)
    .map((part) => run(part, false)),
);
for (const part of parts.slice(together).filter(isWanted)) results.push(await run(part, true));

for (const { name, seconds, passed, failed } of results) {
  console.log(
    `${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s`,
  );
}
const skipped = results.flatMap((result) => result.skipped ?? []);
for (const reason of new Set(skipped)) {
  console.log(`not run: ${skipped.filter((one) => one === reason).length} tests: ${reason}`);
}
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exit(total('failed') === 0 ? 0 : 1);
