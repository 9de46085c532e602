import type { Assignment } from './engine-plan';

/** Who shall route a call: the line's assignment before the customer's, before the one for all others. */
export function assignmentOf(
  assignments: readonly Assignment[],
  line: string | undefined,
  customer: string | undefined,
): Assignment | undefined {
  return (
    assignments.find((one) => one.line !== undefined && one.line === line) ??
    assignments.find(
      (one) => one.line === undefined && one.customer !== undefined && one.customer === customer,
    ) ??
    assignments.find((one) => one.line === undefined && one.customer === undefined)
  );
}
