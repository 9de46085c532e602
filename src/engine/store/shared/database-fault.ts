/** What PostgreSQL or the way to it says, and what helps. */
const cures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is PostgreSQL running, and is the address right?',
  ENOTFOUND: 'there is no such host: is the address right?',
  EAI_AGAIN: 'its name cannot be looked up now: does the name server answer?',
  EHOSTUNREACH: 'there is no way to that host: does the network stand?',
  ENOENT: 'there is no such socket: is PostgreSQL running, and is the address right?',
  '28P01': 'it refuses this user and password',
  '28000': 'it refuses this user: does its pg_hba.conf let the engine in?',
  '3D000': 'there is no such database: make it with createdb',
  '42501': 'the user may not make tables there: grant it CREATE on the schema, or make it the owner',
  '53300': 'it has no connection left: each engine needs four (max_connections)',
  '25006': 'it only reads: the address must be the leader’s',
};

/** The address without its password, for people. */
export function shownAddress(address: string): string {
  const { username, host, pathname } = new URL(address);
  return `${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

/** Throws for what is no address of a PostgreSQL database. */
export function checkedAddress(address: string): string {
  const { protocol } = URL.canParse(address) ? new URL(address) : { protocol: '' };
  if (!['postgresql:', 'postgres:'].includes(protocol))
    throw new Error('database must be an address like postgresql://user:password@host:5432/name');
  return address;
}

/** An error of the driver in words for whoever runs the engine; never with the password. */
export function databaseFault(address: string, error: unknown): Error {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const isSilent = /timeout/i.test(message ?? '');
  const why =
    cures[code ?? ''] ??
    (isSilent ? 'no answer within 5 s: is the address right, the server well?' : message);
  return new Error(`the engine’s database ${shownAddress(address)}: ${why ?? String(error)}`, {
    cause: error,
  });
}
