import { callsGiven } from './calls-given';
import { callsIn } from './calls-in';
import { callsOut } from './calls-out';
import type { Scenarios } from './steps';

/** Real calls, each until its last channel has hung up. The names are those of the recordings. */
export const scenarios: Scenarios = { ...callsIn, ...callsGiven, ...callsOut };
