import type { Endpoint } from './endpoint';
import { readRecords } from './read-records';

/** Everything that the CRM's API answers; any other path or method is 405. */
export const endpoints: readonly Endpoint[] = [...readRecords];
