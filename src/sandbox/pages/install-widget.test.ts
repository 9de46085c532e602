import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedCrm } from '../crm/seed';
import { installWidget } from './install-widget';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'Own Widget-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const manifest = (text: unknown): void =>
  writeFileSync(path.join(folder, 'manifest.json'), typeof text === 'string' ? text : JSON.stringify(text));
const install = () => installWidget(seedCrm(1), folder, 'http://localhost:8081', 'http://localhost:8080');
const about = { code: 'own', locale: ['ru'] };

test('a widget whose required settings can be filled in is installed with the gateway and everyone’s extension', () => {
  manifest({
    widget: about,
    settings: {
      gateway_url: { name: 'g', type: 'text', required: true },
      phones: { name: 'p', type: 'users', required: true },
      note: { name: 'n', type: 'text', required: false },
    },
  });
  const widget = install();
  expect(widget).toMatchObject({
    code: 'own',
    status: 'installed',
    active: true,
    redirect_uri: 'http://localhost:8081/oauth',
  });
  expect(widget.settings['gateway_url']).toBe('http://localhost:8081');
  expect(Object.values(widget.settings['phones'] as object)).toContain('101');
});

test('a widget that needs more waits for its installation', () => {
  manifest({ widget: about, settings: { key: { name: 'k', type: 'pass', required: true } } });
  expect(install()).toMatchObject({ status: 'install', active: false });
});

test('a widget without a code gets one from its folder', () => {
  manifest({ widget: { locale: ['ru'] } });
  expect(install().code).toMatch(/^own_widget_[a-z0-9_]+$/);
});

test.each([
  ['{', /manifest\.json: is not JSON/],
  ['\uFEFF{}', /byte order mark/],
  ['[]', /must hold one object/],
  ['{}', /"widget" must be an object/],
  ['{"widget":{}}', /"widget.locale" must list/],
  ['{"widget":{"locale":["ru"],"code":"../x"}}', /"widget.code" may hold/],
  ['{"widget":{"locale":["ru"]},"settings":{"a":1}}', /"settings.a" must be an object/],
])('the broken manifest %j is refused by name', (text, fault) => {
  manifest(text);
  expect(install).toThrow(fault);
});

test('a folder without a manifest is refused', () => {
  expect(install).toThrow(/manifest\.json: cannot be read/);
});
