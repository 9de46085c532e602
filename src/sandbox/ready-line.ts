import type { Sandbox } from './sandbox';

/** The one line on stdout by which programs find the sandbox. */
export function readyLine({ crm, crmUrl, gatewayUrl, apiToken }: Sandbox, pbxKey: string): string {
  const agents = crm.users
    .filter(({ is_active, extension }) => is_active && extension !== '')
    .map(({ id, email, name, extension }) => ({ userId: id, login: email, name, extension }));
  const ready = {
    crm: crmUrl,
    gateway: gatewayUrl,
    sip: null,
    phone: null,
    pbxKey,
    apiToken,
    accountId: crm.account.id,
    agents,
  };
  return `ready ${JSON.stringify(ready)}`;
}

/** For people, on stderr: where to look, and an incoming call to paste. */
export function hint({ crm, crmUrl, gatewayUrl }: Sandbox, pbxKey: string, now: Date): string {
  const known = [...crm.contacts.values()]
    .filter(({ is_deleted, in_unsorted }) => !is_deleted && !in_unsorted)
    .map(({ name, custom_fields_values }) => {
      const phones = custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')?.values;
      return { name, phone: phones?.[0]?.value };
    })
    .find(({ phone }) => typeof phone === 'string' && /^\+?[\d ()-]{10,}$/.test(phone));
  const event = {
    id: `e-${now.getTime()}`,
    call_id: `c-${now.getTime()}`,
    type: 'ringing',
    direction: 'inbound',
    from: known?.phone ?? '+79990000000',
    to: '+74951234567',
    extensions: [crm.users.find(({ extension }) => extension !== '')?.extension ?? '101'],
    at: now.toISOString(),
  };
  return [
    '',
    `  The CRM:  ${crmUrl}/`,
    `  A call from ${known?.name ?? 'somebody unknown'}, as a PBX would post it:`,
    '',
    `  curl -H 'Authorization: Bearer ${pbxKey}' -H 'Content-Type: application/json' \\`,
    `       -d '${JSON.stringify(event)}' ${gatewayUrl}/v1/events`,
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}
