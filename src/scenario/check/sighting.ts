import type { Node } from 'acorn';

/** Something that a script's host would not take, or would stumble over. */
export interface Sighting {
  readonly severity: 'fault' | 'warning';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

const at = (node: Node): { line: number; column: number } => ({
  line: node.loc?.start.line ?? 1,
  column: (node.loc?.start.column ?? 0) + 1,
});

export const faultAt = (node: Node, message: string): Sighting => ({
  severity: 'fault',
  message,
  ...at(node),
});
export const warningAt = (node: Node, message: string): Sighting => ({
  severity: 'warning',
  message,
  ...at(node),
});
export const faultOfFile = (message: string): Sighting => ({
  severity: 'fault',
  message,
  line: 1,
  column: 1,
});
