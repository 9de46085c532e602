import { runLines } from './run-lines';

test('lines of the log that were not kept are counted', () => {
  const said = (logLost: number) =>
    runLines({ outcome: { kind: 'returned', value: undefined }, log: [], logLost, ms: 12 }, 100)[0];
  expect(said(1)).toBe('log     … and 1 line more, not kept');
  expect(said(2)).toBe('log     … and 2 lines more, not kept');
});
