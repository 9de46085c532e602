import { randomBytes } from 'node:crypto';
import type { Account } from './digest';
import { dialledNumber, isExtension } from './dialled-number';
import { companyNumber } from './who-is-meant';

const newPassword = (): string => randomBytes(12).toString('base64url');
/** Customers' numbers beyond this many are forgotten, the first first. */
const mostCustomers = 1_000;

/**
 * Everybody who may sign in: agents, with a password for each start, and whoever picks a number on `/phone`.
 * `onCustomer`: somebody has, who was not here before.
 */
export function accounts(
  extensions: readonly string[],
  deskPhones: readonly string[] = [],
  onCustomer: () => void = () => undefined,
) {
  const agents = new Map(
    extensions.map((extension): [string, Account] => [
      extension,
      { username: extension, password: newPassword(), address: extension, extension },
    ]),
  );
  const customers = new Map<string, Account>();
  const machine: Account = {
    username: 'machine',
    password: newPassword(),
    address: 'machine',
    isMachine: true,
  };
  let last = 0;
  return {
    agents: [...agents.values()],
    extensions,
    /** The account of an agent who has a phone on the desk; undefined: this agent's is in the browser alone. */
    deskPhone: (extension: string): Account | undefined =>
      deskPhones.includes(extension) ? agents.get(extension) : undefined,
    /** Answers every number that ends with 0003; a browser's page plays it, since it has the sound. */
    machine,
    byUsername: (username: string): Account | undefined =>
      [machine, ...agents.values(), ...customers.values()].find((one) => one.username === username),
    at: (address: string): Account | undefined =>
      agents.get(address) ?? customers.get(address) ?? (address === machine.address ? machine : undefined),
    /** The telephone line with this number, whose it never was before; undefined for what no customer can have. */
    customer(written: string): Account | undefined {
      const number = dialledNumber(written);
      if (number === undefined || isExtension(number) || number === companyNumber) return undefined;
      const known = customers.get(number);
      if (known !== undefined) return known;
      const account = { username: `customer-${(last += 1)}`, password: newPassword(), address: number };
      customers.set(number, account);
      onCustomer();
      const [oldest] = customers.keys();
      if (customers.size > mostCustomers && oldest !== undefined) customers.delete(oldest);
      return account;
    },
  };
}

export type Accounts = ReturnType<typeof accounts>;
