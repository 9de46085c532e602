/** An answer to this description that takes none of its sound (RFC 3264 6: port 0). */
export function refusedOffer(offer: string): string {
  const sections = offer.split(/^(?=m=)/m).slice(1);
  const lines = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0'];
  for (const section of sections) {
    const [first = ''] = section.split(/\r?\n/);
    lines.push(first.replace(/^(m=\S+) \d+(?:\/\d+)?/, '$1 0'), 'c=IN IP4 0.0.0.0');
    const mid = /^a=mid:.*$/m.exec(section)?.[0].trim();
    if (mid !== undefined) lines.push(mid);
  }
  return `${lines.join('\r\n')}\r\n`;
}
