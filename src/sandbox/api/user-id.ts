import type { Ask } from './endpoint';

/** Ids of users are numbers; under the fault `string-ids` they are text. */
export const userId = ({ sandbox }: Pick<Ask, 'sandbox'>, id: number): number | string =>
  sandbox.faults.has('string-ids') ? String(id) : id;
