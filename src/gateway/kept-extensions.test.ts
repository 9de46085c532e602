import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensions } from './extensions';
import { keptExtensions } from './kept-extensions';

const folder = mkdtempSync(join(tmpdir(), 'kept-extensions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const warned: string[] = [];
const started = (read: () => Promise<ReadonlyMap<string, string>>) =>
  extensions(
    read,
    () => 0,
    () => Promise.resolve(),
    keptExtensions(folder, (_error, message) => warned.push(message)),
  );
const down = () => Promise.reject(new Error('the CRM is down'));

test('a gateway that starts while the CRM hangs rings the numbers that it knew before', async () => {
  await expect(started(down).all()).rejects.toThrow('The CRM does not answer');
  await started(() => Promise.resolve(new Map([['504141', '101']]))).all();
  const hangs = new Promise<never>(() => undefined);
  expect([...(await started(() => hangs).all())]).toEqual([['504141', '101']]);
  expect(await started(down).of(504141, '101')).toBe('101');
});

test('a damaged file is told, and is no reason not to start', async () => {
  writeFileSync(join(folder, 'extensions.json'), '{');
  await expect(started(down).all()).rejects.toThrow();
  expect(warned.join()).toContain('extensions.json cannot be read');
});
