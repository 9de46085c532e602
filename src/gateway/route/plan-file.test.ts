import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyPlan } from '../../routing/plan';
import { planFile } from './plan-file';

const folder = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'plan.json');
let written = 1_000;
const write = (text: string): void => {
  writeFileSync(path, text);
  utimesSync(path, written, (written += 1));
};

test('a changed file is followed soon; a wrong change leaves the plan as it was, and is told', () => {
  let now = 0;
  const warned: string[] = [];
  write('{"ring": 15}');
  const plan = planFile(
    path,
    () => now,
    (error) => warned.push((error as Error).message),
  );
  expect(plan().plan.ring).toBe(15);
  write('{"ring": 25}');
  expect(plan().plan.ring).toBe(15);
  now = 2_000;
  expect(plan().plan.ring).toBe(25);
  write('{"ring": "long"}');
  now = 4_000;
  expect([plan().plan.ring, warned]).toEqual([25, [expect.stringContaining('ring must be a whole number')]]);
  now = 6_000;
  expect([plan().plan.ring, warned.length]).toEqual([25, 1]);
});

test.each([
  ['{', 'JSON'],
  ['{"lines": []}', 'lines must be an object'],
])('a start with %s says what is wrong', (text, fault) => {
  write(text);
  expect(() => planFile(path, Date.now, () => undefined)).toThrow(fault);
});

test('a file that is not there says its name', () => {
  expect(() => planFile(join(folder, 'none.json'), Date.now, () => undefined)).toThrow('none.json');
});

test('no file: the empty plan', () => {
  expect(planFile(undefined, Date.now, () => undefined)()).toEqual({ written: {}, plan: emptyPlan });
});
