import { afterSync } from './after-sync';

/** A disk that keeps what it is given when the test says so. */
function slowDisk() {
  const syncs: ((error: Error | null) => void)[] = [];
  const said: string[] = [];
  const put = afterSync((done) => void syncs.push(done));
  return {
    syncs,
    said,
    write: (name: string): void => put(true, () => said.push(name)),
    read: (name: string): void => put(false, () => said.push(name)),
    isKept: (): void => syncs.shift()?.(null),
  };
}

test('nobody hears that something is written before it is on the disk', () => {
  const disk = slowDisk();
  disk.write('a');
  expect(disk.said).toEqual([]);
  disk.isKept();
  expect(disk.said).toEqual(['a']);
});

test('what is written while the disk is busy waits for a sync that begins after it, and shares it', () => {
  const disk = slowDisk();
  for (const name of ['a', 'b', 'c']) disk.write(name);
  expect(disk.syncs).toHaveLength(1);
  disk.isKept();
  expect([disk.said, disk.syncs.length]).toEqual([['a'], 1]);
  disk.isKept();
  expect([disk.said, disk.syncs.length]).toEqual([['a', 'b', 'c'], 0]);
});

test('what is read is told at once where nothing waits, and never before what it may have read is on the disk', () => {
  const disk = slowDisk();
  disk.read('before');
  disk.write('a');
  disk.read('between');
  disk.write('b');
  disk.read('after');
  expect(disk.said).toEqual(['before']);
  disk.isKept();
  expect(disk.said).toEqual(['before', 'a', 'between']);
  disk.isKept();
  expect(disk.said).toEqual(['before', 'a', 'between', 'b', 'after']);
});

test('a disk that cannot keep it ends everything: nothing of it is ever acknowledged', () => {
  const disk = slowDisk();
  disk.write('a');
  expect(() => disk.syncs.shift()?.(new Error('EIO'))).toThrow('EIO');
  disk.write('b');
  expect([disk.said, disk.syncs.length]).toEqual([[], 0]);
});
