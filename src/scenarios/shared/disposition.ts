import type { Disposition } from '../../domain/call';

const words: Readonly<Record<number, Disposition>> = {
  408: 'no_answer',
  480: 'no_answer',
  486: 'busy',
  487: 'no_answer',
  600: 'busy',
  603: 'rejected',
  607: 'rejected',
  608: 'rejected',
};

/** How a call ended that nobody took, by the SIP code that the other side gave. */
export const dispositionOf = (code: number): Disposition => words[code] ?? 'failed';
