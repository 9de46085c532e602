export interface AsteriskConfig {
  /** `tcp://` or `tls://`, with its port. */
  readonly url: URL;
  readonly user: string;
  readonly secret: string;
  /** `PJSIP/{extension}`: an agent's phone as Asterisk dials it. */
  readonly phones: string;
  /** Of the dial plan, where agents' outgoing calls begin. */
  readonly context: string;
}

type Fault = (name: string, wrong: string, cure: string) => undefined;

/** Reads `ASTERISK_…`; undefined: no Asterisk is listened to. */
export function readAsteriskConfig(
  env: Readonly<Record<string, string | undefined>>,
  fault: Fault,
): AsteriskConfig | undefined {
  const said = (name: string, usual = ''): string => {
    const value = env[name]?.trim() ?? '';
    return value === '' ? usual : value;
  };
  const address = said('ASTERISK_AMI');
  if (address === '') return undefined;
  const cure =
    'give the address of its manager interface, tcp://127.0.0.1:5038 or tls://pbx.example.com:5039';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['tcp:', 'tls:'].includes(url.protocol) || url.port === '' || url.hostname === '')
    fault('ASTERISK_AMI', 'is no address of a manager interface', cure);
  else if (url.username !== '' || url.search !== '' || !['', '/'].includes(url.pathname))
    fault('ASTERISK_AMI', 'holds more than an address', 'leave out user name, path and "?…"');
  const user = said('ASTERISK_USER');
  if (user === '') fault('ASTERISK_USER', 'is not set', 'give the name of its section in manager.conf');
  const secret = said('ASTERISK_SECRET');
  if (secret === '')
    fault('ASTERISK_SECRET', 'is not set', 'give the secret of that section in manager.conf');
  const phones = said('ASTERISK_PHONES', 'PJSIP/{extension}');
  if (!/^[A-Za-z0-9]+\/[\w.-]*\{extension\}[\w.-]*$/.test(phones))
    fault(
      'ASTERISK_PHONES',
      'is no way to an agent’s phone',
      'give PJSIP/{extension}, or as your phones are named',
    );
  const context = said('ASTERISK_CONTEXT', 'from-internal');
  if (!/^[\w-]{1,80}$/.test(context))
    fault('ASTERISK_CONTEXT', 'is no context', 'give the one in which agents dial, from-internal');
  if (said('PBX_CONTROL_URL') !== '')
    fault('PBX_CONTROL_URL', 'is set beside ASTERISK_AMI', 'leave one of them out: both take agents’ orders');
  return url && { url, user, secret, phones, context };
}
