import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccountTables } from './account-tables';
import { seal } from './seal';

const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pair = { access: 'access', refresh: 'refresh', expires: 2000, renewFrom: 1000 };

test('a process learns of what others have written, and is not told of changes where there are none', () => {
  const open = () => openAccountTables(folder, seal([Buffer.alloc(32, 7)]));
  const [ours, theirs] = [open(), open()];
  const first = ours.version();
  expect(ours.version()).toBe(first);
  ours.install(28, 'https://example.amocrm.ru', 'uuid-1', pair);
  expect(ours.version()).toBe(first);
  theirs.uninstall(28, 1000);
  expect(ours.version()).not.toBe(first);
  expect(ours.version()).toBe(ours.version());
  expect(ours.account(28)).toMatchObject({ state: 'gone', tokens: undefined });
  for (const tables of [ours, theirs]) tables.close();
});
