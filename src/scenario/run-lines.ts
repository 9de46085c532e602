import { counted } from '../domain/counted';
import type { Outcome, Run } from '../engine/outcome';

/** What a run came to, as people read it: log, result, time. */
export function runLines({ outcome, log, logLost, ms }: Run, wallMs: number): string[] {
  return [
    ...log.map(({ level, text }) => line(level === 'log' ? 'log' : level, text)),
    ...(logLost > 0 ? [line('log', `… and ${counted(logLost, 'line')} more, not kept`)] : []),
    outcomeLine(outcome),
    line('time', `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms of ${wallMs} ms`),
  ];
}

const line = (title: string, text: string): string =>
  `${title.padEnd(8)}${text.split('\n').join(`\n${' '.repeat(8)}`)}`;

function outcomeLine(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'returned':
      return line('result', outcome.value === undefined ? '(nothing was returned)' : shown(outcome.value));
    case 'refused':
      return line('refused', `${outcome.code} ${outcome.text} (the script threw it: the call is refused so)`);
    case 'failed':
      return line('failed', `${outcome.fault.code}: ${outcome.fault.message}`);
  }
}

/** Short results in one line. */
function shown(value: string): string {
  return value.length <= 100 ? value : JSON.stringify(JSON.parse(value), null, 2);
}
