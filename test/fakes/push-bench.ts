import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployVerbs } from '../../src/scenario/deploy-verbs';
import { account, serviceKey, voximplantApi } from './voximplant-api';

export const name = 'crm/production/inbound';
export const text = 'VoxEngine.terminate();\n// Звонок\n';
export const yes = { words: ['--yes'] };

interface Told {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the person says; undefined: nobody is there. */
  readonly answer?: boolean;
  readonly faults?: readonly string[];
  readonly onAsked?: () => unknown;
}

/** A folder with one built scenario, a fake account and the verbs of the command line, anew for each test. */
export function pushBench() {
  const bench = {
    api: undefined as unknown as Awaited<ReturnType<typeof voximplantApi>>,
    folder: '',
    printed: '',
    asked: [] as string[],
    built: (script: string) => writeFileSync(join(bench.folder, 'built', 'inbound.js'), script),
    deployed: () => bench.api.scenarios.find((each) => each.name === name)?.script.replace(/\r/g, ''),
    writes: () =>
      bench.api.requests.map(({ method }) => method).filter((method) => !method.startsWith('Get')),
    /** Runs a verb as the command line does. */
    run(
      verb: 'diff' | 'push' | 'rollback' | 'history',
      { words = [], env = {}, answer, faults = [], onAsked }: Told = {},
    ): Promise<number> {
      bench.printed = '';
      const confirm = (question: string) => {
        bench.asked.push(question);
        onAsked?.();
        return Promise.resolve(answer === true);
      };
      const verbs = deployVerbs(
        {
          VOXIMPLANT_API_URL: bench.api.url,
          VOXIMPLANT_CREDENTIALS: join(bench.folder, 'key.json'),
          SCENARIO_HISTORY: join(bench.folder, 'history'),
          ...env,
        },
        {
          print: (line) => (bench.printed += line.endsWith('\n') ? line : `${line}\n`),
          isColoured: false,
          confirm: answer === undefined ? undefined : confirm,
        },
        () => faults,
      );
      const where = ['--host', 'voximplant', '--application', 'crm', '--environment', 'production'];
      return verbs[verb]([...where, '--from', join(bench.folder, 'built'), ...words]);
    },
  };
  beforeEach(async () => {
    bench.api = await voximplantApi();
    bench.folder = mkdtempSync(join(tmpdir(), 'push-'));
    bench.asked = [];
    mkdirSync(join(bench.folder, 'built'));
    bench.built(text);
    const key = {
      account_id: account.id,
      key_id: account.keyId,
      private_key: serviceKey.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    };
    writeFileSync(join(bench.folder, 'key.json'), JSON.stringify(key));
  });
  afterEach(() => bench.api.close());
  return bench;
}
