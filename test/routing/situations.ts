import { whoseCaller } from './whose-caller';
import { canAnswer } from './can-answer';
import { whoElse } from './who-else';
import type { SituationRow } from './row';

/** What everybody who runs the policy must answer. Agents: Anna 101, Boris 102, Vera 103, Greg 104; all online and free. */
export const situations: readonly SituationRow[] = [...whoseCaller, ...canAnswer, ...whoElse];
