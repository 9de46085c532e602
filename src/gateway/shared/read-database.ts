type Fault = (name: string, wrong: string, cure: string) => undefined;

const cure = 'give postgresql://user:password@host:5432/name, or leave it out: one gateway needs no server';

/** Reads `STORE_DATABASE`; undefined: the store is in a file of this machine. */
export function readDatabase(
  env: Readonly<Record<string, string | undefined>>,
  fault: Fault,
): string | undefined {
  const said = env['STORE_DATABASE']?.trim() ?? '';
  if (said === '') return undefined;
  const url = URL.canParse(said) ? new URL(said) : undefined;
  if (url === undefined || !/^postgres(?:ql)?:$/.test(url.protocol))
    return fault('STORE_DATABASE', 'is no address of a PostgreSQL database', cure);
  if (url.pathname.length < 2) return fault('STORE_DATABASE', 'names no database', cure);
  return said;
}
