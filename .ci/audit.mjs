// Are there known weaknesses in what we ship? Fails for those that are high or critical.
import { spawnSync } from 'node:child_process';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
/** npm's report; undefined, and said why, where the registry answers no audits: a mirror often does not. */
function report(...options) {
  const { stdout } = spawnSync(npm, ['audit', '--json', ...options], {
    encoding: 'utf8',
    timeout: 120_000,
    shell: process.platform === 'win32',
  });
  let said = {};
  try {
    said = JSON.parse(stdout);
  } catch {
    // Cut off, or no npm: as good as no answer.
  }
  if (said.vulnerabilities !== undefined) return said.vulnerabilities;
  console.error(`audit: not run, the registry answers none (${said.message ?? 'no answer'})`);
  return undefined;
}

/** Put into the widget's bundle, and so shipped, though the gateway does without it. */
const bundled = ['sip.js'];
const shipped = report('--omit=dev');
const all = shipped && report();
if (all !== undefined) {
  const found = { ...shipped };
  for (const name of bundled) if (name in all) found[name] = all[name];
  const known = Object.values(found);
  for (const { name, severity, range, via } of known) {
    const titles = via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} ${one.url}`));
    console.error(`audit: ${severity}: ${name} ${range}: ${titles.join('; ')}`);
  }
  console.error(`audit: ${known.length} packages with known weaknesses in what is shipped`);
  if (known.some(({ severity }) => severity === 'high' || severity === 'critical')) process.exit(1);
}
