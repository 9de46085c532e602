/** Which channel is whose phone, by the way in which phones are dialled (`PJSIP/{extension}`). */
export function asteriskPhones(template: string) {
  const [before = '', after = ''] = template.split('{extension}').map((part) => part.replace(/[.]/g, '\\.'));
  // Each channel's name ends in a number of its own: PJSIP/101-0000002a.
  const phone = new RegExp(`^${before}(\\d{1,10})${after}-[0-9a-f]+$`, 'i');
  return {
    /** Undefined: a trunk, a queue's helper, a stranger. */
    agentOf: (channel: string): string | undefined => phone.exec(channel)?.[1],
    dial: (extension: string): string => template.replace('{extension}', extension),
  };
}

export type AsteriskPhones = ReturnType<typeof asteriskPhones>;
