/** What to do about the Management API's errors, by their codes. */
const cures: Readonly<Record<number, string>> = {
  100: 'the credentials are not accepted: check that the key belongs to this account and is not revoked',
  104: 'this role may not do that: the service account needs the role Owner, Admin or Developer',
  115: 'there is no such account: check the account id of the credentials',
  116: 'there is no such application',
  129: 'an application of that name exists already',
  130: 'the script is too long: a scenario must be under 128 KB',
  131: 'the account is not activated',
  132: 'there is no such scenario any more: it was deleted meanwhile',
  133: 'another scenario has this name already',
  147: 'there is no such rule',
  162: 'the platform asks to try later',
  168: 'the platform does not accept this scenario name: it must have fewer than 30 characters',
  418: 'the account has as many scenarios as it may have',
  419: 'the rule has as many scenarios as it may have',
};

export const cureOf = (code: number): string => cures[code] ?? '';
