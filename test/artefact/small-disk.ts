import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
const filler = join(folder, 'filler');

/** A real disk of 12 MB, for the tests of one file. */
export const smallDisk = {
  folder,
  /** A disk can be mounted by root alone; where it cannot, the tests are left out. */
  isThere: spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status === 0,
  /** To the last byte, or so many short of it. */
  fill(short = 0): void {
    const file = openSync(filler, 'w');
    const bytes = Buffer.alloc(4096);
    for (let wrote = bytes.length; wrote === bytes.length;)
      try {
        wrote = writeSync(file, bytes);
      } catch {
        wrote = 0;
      }
    closeSync(file);
    truncateSync(filler, statSync(filler).size - short);
  },
  free: (): void => rmSync(filler, { force: true }),
  /** Once nothing on it is open any more. */
  remove(): void {
    if (smallDisk.isThere) spawnSync('umount', [folder]);
    rmdirSync(folder);
  },
};

export const onSmallDisk = (title: string, work: () => Promise<void>): void => {
  if (smallDisk.isThere) test(title, work, 60_000);
  else test.skip(`${title} (not run: a disk can be mounted by root alone)`, work);
};
