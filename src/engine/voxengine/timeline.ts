/** One line of what happened in a session. `at`: ms of virtual time since its start. */
export interface Entry {
  readonly at: number;
  readonly kind:
    'event' | 'dial' | 'act' | 'media' | 'http' | 'log' | 'storage' | 'session' | 'breach' | 'fault';
  /** Which call: "caller", or the address that was dialled with a number ("101#2"). */
  readonly call?: string;
  readonly text: string;
  /** For programs: codes, addresses, bodies. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const colours: Partial<Record<Entry['kind'], number>> = {
  event: 36,
  dial: 33,
  http: 35,
  log: 90,
  breach: 31,
  fault: 31,
  session: 34,
};

/** For a terminal: time, call, what happened. */
export function timelineText(entries: readonly Entry[], isColoured: boolean): string {
  const calls = Math.max(7, ...entries.map(({ call = '' }) => call.length));
  const lines = entries.map(({ at, kind, call = '', text }) => {
    const head = `${(at / 1000).toFixed(3).padStart(9)}  ${kind.padEnd(7)} ${call.padEnd(calls)} `;
    const [first = '', ...others] = text.split('\n');
    const line = [head + first, ...others.map((other) => ' '.repeat(head.length) + other)].join('\n');
    const colour = colours[kind];
    return isColoured && colour !== undefined ? `\x1b[${colour}m${line}\x1b[0m` : line;
  });
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
