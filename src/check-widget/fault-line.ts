import { printable } from './quote';
import type { Fault } from './rule';

/** `fault  <code>  <file:line:column>  <what is wrong> — <cure>` */
export function faultLine({ severity, code, file, at, what, cure }: Fault): string {
  const place = [file ?? 'archive', ...(at ? [at.line, at.column] : [])].join(':');
  return printable(`${severity}  ${code}  ${place}  ${what} — ${cure}`);
}
