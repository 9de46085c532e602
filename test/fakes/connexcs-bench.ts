import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployVerbs } from '../../src/scenario/deploy-verbs';
import { connexcsAccount, connexcsApi } from './connexcs-api';

export const name = 'crmproductionrouting';
export const text = 'export function main(data) {\n  return data;\n}\n';

/** A folder with one built script, a fake account and the verbs of the command line, anew for each test. */
export function connexcsBench() {
  const bench = {
    api: undefined as unknown as Awaited<ReturnType<typeof connexcsApi>>,
    folder: '',
    printed: '',
    built: (script: string, role = 'routing') =>
      writeFileSync(join(bench.folder, 'built', `${role}.js`), script),
    renamed: (from: string, to: string) =>
      renameSync(join(bench.folder, 'built', `${from}.js`), join(bench.folder, 'built', `${to}.js`)),
    there: () => bench.api.scripts.map(({ id, name: called, code }) => ({ id, name: called, code })),
    run(
      verb: 'diff' | 'push' | 'rollback' | 'history',
      words: readonly string[] = [],
      env: Readonly<Record<string, string>> = {},
    ): Promise<number> {
      bench.printed = '';
      const verbs = deployVerbs(
        {
          CONNEXCS_API_URL: bench.api.url,
          CONNEXCS_REFRESH_TOKEN: connexcsAccount.refreshToken,
          CONNEXCS_APP_ID: '12',
          SCENARIO_HISTORY: join(bench.folder, 'history'),
          ...env,
        },
        {
          print: (line) => (bench.printed += line.endsWith('\n') ? line : `${line}\n`),
          isColoured: false,
          confirm: undefined,
        },
        () => [],
      );
      const where = words.includes('--host') ? [] : ['--host', 'scriptforge', ...bench.place];
      return verbs[verb]([...where, '--from', join(bench.folder, 'built'), ...words]);
    },
    place: [] as readonly string[],
  };
  beforeEach(async () => {
    bench.api = await connexcsApi();
    bench.folder = mkdtempSync(join(tmpdir(), 'connexcs-'));
    bench.place = ['--application', 'crm', '--environment', 'production'];
    mkdirSync(join(bench.folder, 'built'));
    bench.built(text);
  });
  afterEach(() => bench.api.close());
  return bench;
}
