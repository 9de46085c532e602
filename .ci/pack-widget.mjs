// Completes dist/widget with everything that amoCRM wants beside the scripts, and packs it into dist/widget.zip
// (`node .ci/pack-widget.mjs FOLDER`: the same in FOLDER instead of dist).
// The same input gives the same bytes: names are sorted and every entry carries one fixed date.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import postcss from 'postcss';

const [output = 'dist'] = process.argv.slice(2);
const folder = join(output, 'widget');
const date = new Date(2020, 0, 1);
const logos = ['logo', 'logo_main', 'logo_medium', 'logo_min', 'logo_small'].map(
  (name) => `images/${name}.png`,
);

const fail = (line) => {
  console.error(`pack-widget: ${line}`);
  process.exit(1);
};
const bytes = (path) => (existsSync(path) ? readFileSync(path) : fail(`${path} is missing`));

function json(path) {
  try {
    return JSON.parse(text(path).toString('utf8'));
  } catch (error) {
    return fail(`${path} is not JSON: ${error.message}`);
  }
}

/** UTF-8 without BOM, \n at line ends: what amoCRM asks of every text file. */
function text(path) {
  const words = new TextDecoder('utf-8', { fatal: true });
  try {
    return Buffer.from(words.decode(bytes(path)).replace(/\r\n?/g, '\n'));
  } catch {
    return fail(`${path} is not UTF-8`);
  }
}

/** No text in quotes of ours holds a comma or a run of spaces. */
const tight = (css) => css.replace(/,\s+/g, ',').replace(/\s+/g, ' ');

/** A style sheet without what only its writers need: every page of the CRM loads one. */
function sheet(path) {
  const root = postcss.parse(text(path).toString('utf8'));
  root.walk((node) => {
    if (node.type === 'comment') node.remove();
    else if (node.type === 'decl') node.value = tight(node.value);
    else if (node.type === 'rule') node.selector = tight(node.selector);
    const between = node.type === 'decl' ? ':' : '';
    node.raws = { before: '', between, after: '', afterName: ' ', semicolon: false };
  });
  return Buffer.from(`${root.toString().trim()}\n`);
}

const manifest = json('manifest.json');
const { version } = json('package.json');
if (manifest.widget.version !== version)
  fail(`manifest.json says version ${manifest.widget.version}, package.json ${version}: make them equal`);

const tour = Object.values(manifest.tour.tour_images).flat();
const beside = {
  'manifest.json': text('manifest.json'),
  'style.css': sheet('src/widget/style.css'),
  'result.css': sheet('src/widget/result.css'),
  'phone.css': sheet('src/widget/phone.css'),
  'plan.css': sheet('src/widget/plan.css'),
  'settings.css': sheet('src/widget/settings.css'),
  'dial.css': sheet('src/widget/dial.css'),
  ...Object.fromEntries(
    manifest.widget.locale.map((locale) => [`i18n/${locale}.json`, text(`i18n/${locale}.json`)]),
  ),
  ...Object.fromEntries(
    [...logos, ...tour.map((path) => path.replace(/^\//, ''))].map((path) => [path, bytes(path)]),
  ),
};
// What an earlier build left here would otherwise travel along.
const scripts = existsSync(folder)
  ? readdirSync(folder, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.js'))
  : [];
if (!scripts.includes('script.js')) fail(`${folder}/script.js is missing: run \`npm run build\``);
const packed = { ...beside };
for (const path of scripts) packed[path.replaceAll('\\', '/')] = text(join(folder, path));
rmSync(folder, { recursive: true, force: true });
for (const [path, content] of Object.entries(packed)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const entries = Object.keys(packed)
  .sort()
  .map((path) => [path, [packed[path], { mtime: date, level: 9, os: 3, attrs: 0o644 << 16 }]]);
const zip = zipSync(Object.fromEntries(entries));
writeFileSync(join(output, 'widget.zip'), zip);
console.log(`${join(output, 'widget.zip')}  ${entries.length} files, ${zip.length} bytes`);
