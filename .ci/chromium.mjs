// Finds Chromium for the browser tests; as root on Debian installs it; otherwise says in one line what to install.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const known = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const find = () => known.find((path) => path && existsSync(path));

export function chromium() {
  const debianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (find() === undefined && debianRoot) {
    console.error('installing chromium…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 2], env });
    spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu', 'fonts-noto-core'],
      { stdio: ['ignore', 'ignore', 2], env },
    );
  }
  const path = find();
  if (path !== undefined) return path;
  console.error(
    'No Chromium found: install Debian’s `chromium` or Google Chrome, or name one in CHROMIUM_PATH.',
  );
  process.exit(1);
}
