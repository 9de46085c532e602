import type { Sandbox } from './sandbox';

/** The one line on stdout by which programs find the sandbox. */
export function readyLine({ crm, crmUrl, gatewayUrl, sipUrl, apiToken }: Sandbox, pbxKey: string): string {
  const agents = crm.users
    .filter(({ is_active, extension }) => is_active && extension !== '')
    .map(({ id, email, name, extension }) => ({ userId: id, login: email, name, extension }));
  const ready = {
    crm: crmUrl,
    gateway: gatewayUrl,
    sip: sipUrl,
    phone: `${crmUrl}/phone`,
    pbxKey,
    apiToken,
    accountId: crm.account.id,
    agents,
  };
  return `ready ${JSON.stringify(ready)}`;
}

/** For people, on stderr: where to look, and an incoming call to paste. */
export function hint({ crm, crmUrl, gatewayUrl, options }: Sandbox, pbxKey: string, now: Date): string {
  const known = [...crm.contacts.values()]
    .filter(({ is_deleted, in_unsorted }) => !is_deleted && !in_unsorted)
    .map(({ name, custom_fields_values }) => {
      const phones = custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')?.values;
      return { name, phone: phones?.[0]?.value };
    })
    .find(({ phone }) => typeof phone === 'string' && /^\+?[\d ()-]{10,}$/.test(phone));
  const call = {
    call_id: `c-${now.getTime()}`,
    direction: 'inbound',
    from: known?.phone ?? '+79990000000',
    to: '+74951234567',
    extensions: [crm.users.find(({ extension }) => extension !== '')?.extension ?? '101'],
  };
  const event = (type: string, second: number, more: object = {}): object => ({
    id: `${call.call_id}-${type}`,
    type,
    at: new Date(now.getTime() + second * 1000).toISOString(),
    ...call,
    ...more,
  });
  const recording_url = `${crmUrl}/sandbox/recordings/62.wav`;
  const ended = { duration: 62, disposition: 'answered', recording_url };
  const curl = (body: object): string[] => [
    `  curl -H 'Authorization: Bearer ${pbxKey}' -H 'Content-Type: application/json' \\`,
    `       -d '${JSON.stringify(body)}' ${gatewayUrl}/v1/events`,
    '',
  ];
  return [
    '',
    `  The CRM:              ${crmUrl}/`,
    `  A customer's phone:   ${crmUrl}/phone`,
    ...[...options.deskPhones, ...options.bothPhones].map(
      (extension) => `  The desk phone of ${extension}:  ${crmUrl}/phone?extension=${extension}`,
    ),
    `  The company's number:  routed by ${options.script ?? 'dist/scenarios/scriptforge/routing.js'}`,
    '',
    `  A call from ${known?.name ?? 'somebody unknown'}, as a PBX would post it:`,
    '',
    ...curl(event('ringing', 0)),
    '  The same call answered and over, with its recording:',
    '',
    ...curl([event('answered', 4), event('ended', 66, ended)]),
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}
