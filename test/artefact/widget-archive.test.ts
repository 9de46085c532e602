import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, type Container } from 'postcss';
import { allRules } from '../../src/check-widget/all-rules';
import { readArchive, readZip } from '../../src/check-widget/archive';
import { faultLine } from '../../src/check-widget/fault-line';
import { checkWidget } from '../../src/check-widget/check';
import { brokenArchives } from './broken-archives';
import { brokenCode } from './broken-code';
import { brokenManifests } from './broken-manifests';
import type { Json } from './minimal-widget';
import { archiveOf, faultsWith, filesWith, minimalFiles, png, zipOf } from './minimal-widget';

const command = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/check-widget/index.js', ...args], {
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
};

const brokenWidgets = [...brokenArchives, ...brokenManifests, ...brokenCode];

/** Ten things wrong in ten ways. */
const tenFaults = () =>
  filesWith({
    'manifest.json': (manifest: Json) => {
      delete manifest.widget.name;
      manifest.locations = ['everywhere-1', 'kanban'];
      manifest.settings.url.type = 'checkbox';
    },
    'i18n/en.json': (texts: Json) => (texts.widget.description = 'phone.ru'),
    'images/logo.png': png(1, 1),
    'images/logo_min.png': null,
    'readme.md': 'x',
    'style.css': 'a { color: red }',
    'script.js': (text: string) => text.replace('return true;', 'alert(1);\n return true;'),
  });

/** Every declaration with all that it stands in, whatever the spaces between. */
function declared(css: string): string[] {
  const all: string[] = [];
  parse(css).walkDecls(({ prop, value, important, parent }) => {
    const within: string[] = [];
    for (let one: Container | undefined = parent; one; one = one.parent as Container | undefined)
      if (one.type === 'rule' || one.type === 'atrule') within.unshift(one.toString().split('{')[0]!);
    all.push([...within, prop, value, important ?? false].join('|').replace(/\s+/g, ' ').replace(/, /g, ','));
  });
  return all.map((line) => line.replaceAll(' |', '|'));
}

describe('our own widget', () => {
  test('is packed without a fault and without a warning', () => {
    expect(command('dist/widget.zip')).toEqual({ status: 0, lines: ['ok'], stderr: '' });
    expect(checkWidget(readArchive('dist/widget.zip'))).toEqual([]);
  });

  test.each(['style', 'result', 'phone', 'plan', 'settings', 'dial'])(
    'packs %s.css without line ends and comments, and every declaration of it',
    (name) => {
      const [source, packed] = ['src/widget', 'dist/widget'].map((folder) =>
        readFileSync(`${folder}/${name}.css`, 'utf8'),
      ) as [string, string];
      expect(packed).not.toMatch(/\n.|\/\*/);
      expect(declared(packed)).toEqual(declared(source));
    },
  );

  test('is packed into the same bytes from the same files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pack-'));
    cpSync('dist/widget', join(folder, 'widget'), { recursive: true });
    const { status } = spawnSync(process.execPath, ['.ci/pack-widget.mjs', folder], {
      env: { ...process.env, TZ: 'Asia/Tokyo' },
    });
    expect(status).toBe(0);
    expect(readFileSync(join(folder, 'widget.zip')).equals(readFileSync('dist/widget.zip'))).toBe(true);
  });
});

describe('a widget that somebody wrote', () => {
  test('passes if nothing is wrong with it', () => {
    expect(faultsWith({})).toEqual([]);
  });

  test.each(brokenWidgets)('with %s breaks the rule %s and no other', (_, code, make) => {
    const faults = checkWidget(make());
    // A broken archive lacks files too: what it lacks is said as well.
    const reading = ['zip-', 'json-', 'locale-missing'].some((start) => code.startsWith(start));
    const others = faults.filter(
      (fault) => fault.code !== code && !(reading && fault.code.endsWith('-missing')),
    );
    expect(faults.map((fault) => fault.code)).toContain(code);
    expect(others).toEqual([]);
  });

  test('has one broken example for every rule', () => {
    const shown = new Set(brokenWidgets.map(([, code]) => code));
    const special = ['file-missing', 'zip-duplicate'];
    expect(
      allRules.map(({ code }) => code).filter((code) => !shown.has(code) && !special.includes(code)),
    ).toEqual([]);
  });

  test('without a manifest, and with a file twice, is told so', () => {
    const codes = (bytes: Uint8Array) => checkWidget(readZip(bytes, 'widget.zip')).map(({ code }) => code);
    expect(codes(zipOf(filesWith({ 'manifest.json': null })))).toContain('file-missing');
    const twice = Buffer.from(zipOf({ ...minimalFiles(), 'scripT.js': png(1, 1) }));
    for (let at = twice.indexOf('scripT.js'); at >= 0; at = twice.indexOf('scripT.js'))
      twice.write('script.js', at);
    expect(codes(new Uint8Array(twice))).toEqual(['zip-duplicate']);
  });

  test('with ten faults is told all ten at once, each with its place and cure', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'widget-')), 'widget.zip');
    writeFileSync(file, zipOf(tenFaults()));
    const { status, lines } = command(file);
    expect(status).toBe(1);
    expect(lines.map((line) => line.split('  ')[1])).toEqual(
      expect.arrayContaining([
        'manifest-required',
        'location-suffix',
        'location-unknown',
        'setting-type',
        'i18n-ru-domain',
        'image-size',
        'image-missing',
        'file-unused',
        'css-unscoped',
        'js-dialog',
      ]),
    );
    for (const line of lines) expect(line).toMatch(/^(fault|warning) {2}[a-z0-9-]+ {2}\S+ {2}.+ — .+$/);
    expect(lines.find((line) => line.includes('js-dialog'))).toContain('script.js:5:');
  });

  test('is read to the end however it is cut or changed', () => {
    const zip = zipOf(minimalFiles());
    let state = 7;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    for (let round = 0; round < 300; round += 1) {
      const copy = zip.slice(0, round % 3 === 0 ? random(zip.length) : zip.length);
      for (let change = random(20); change >= 0; change -= 1) copy[random(copy.length || 1)] = random(256);
      expect(Array.isArray(checkWidget(readZip(copy, 'widget.zip')))).toBe(true);
    }
  });

  test('has its file names printed without moving the cursor', () => {
    const faults = checkWidget(archiveOf({ ...minimalFiles(), 'a\u001b[2Jb.txt': png(1, 1) }));
    expect(faults.map(faultLine).join('')).toContain('a\\u001b[2Jb.txt');
    expect(faults.map(faultLine).join('')).not.toContain('\u001b');
  });
});

describe('the command', () => {
  test('reads a folder like a zip', () => {
    expect(command('dist/widget')).toEqual({ status: 0, lines: ['ok'], stderr: '' });
  });

  test('says in one line how to call it, and what cannot be read', () => {
    expect(command()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('npm run check:widget -- FILE'),
    });
    expect(command('no-such-file')).toMatchObject({
      status: 1,
      lines: [expect.stringContaining('zip-unreadable')],
    });
  });

  test('lists the rules as docs/widget-check.md has them', () => {
    expect(command('--rules').lines.join('\n')).toBe(readFileSync('docs/widget-check.md', 'utf8').trimEnd());
  });
});
