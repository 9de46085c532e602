import { readArchive } from './archive';
import { checkWidget } from './check';
import { faultLine } from './fault-line';
import { ruleList } from './rule-list';

const [path, ...others] = process.argv.slice(2);

if (path === '--rules') {
  process.stdout.write(ruleList());
} else if (path === undefined || path.startsWith('--') || others.length > 0) {
  console.error(
    'Name one widget to check: npm run check:widget -- FILE (a widget.zip, or the folder of one)',
  );
  process.exitCode = 2;
} else {
  const faults = checkWidget(readArchive(path));
  const isFaulty = faults.some(({ severity }) => severity === 'fault');
  for (const fault of faults) console.log(faultLine(fault));
  if (!isFaulty) console.log('ok');
  process.exitCode = isFaulty ? 1 : 0;
}
