import { join } from 'node:path';
import { openCallTables, type CallTables } from '../../src/gateway/call-tables';

/** Opens the store that belongs to a test's folder, as it was left there. */
type OpenTables = (folder: string, now: number, logging: boolean) => CallTables;

const inAFile: OpenTables = (folder, now, logging) => openCallTables(join(folder, 'calls.db'), now, logging);
let open = inAFile;

/** The tables' tests that are read from now on are about another store than the one in a file. */
export function testStore(other: OpenTables): void {
  open = other;
}

export const storeIn = (folder: string, now: number, logging = false): CallTables =>
  open(folder, now, logging);

/** A test about the file itself. */
export const fileTest = (title: string, work: () => void): void => {
  if (open === inAFile) test(title, work);
};
