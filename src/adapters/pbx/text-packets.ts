/**
 * How engine.io writes its packets, text alone, in place of the library's own two modules (see webpack.config.js):
 * calls and orders are JSON, and what files would need is 2 kB on every page.
 */
const types = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'] as const;

const zero = 48;

interface Packet {
  readonly type: string;
  readonly data?: string;
}

export function encodePacket(
  { type, data = '' }: { readonly type: (typeof types)[number]; readonly data?: string },
  _binary: boolean,
  done: (text: string) => void,
): void {
  done(`${types.indexOf(type)}${data}`);
}

/** Anything but text of a known type ends the connection, as any garbled packet does. */
export function decodePacket(raw: unknown): Packet {
  const type = typeof raw === 'string' ? types[raw.charCodeAt(0) - zero] : undefined;
  if (typeof raw !== 'string' || type === undefined) return { type: 'error', data: 'parser error' };
  return raw.length > 1 ? { type, data: raw.slice(1) } : { type };
}

/** The library's WebTransport asks for it by name, and is not built in. */
export function encodePacketToBinary(): never {
  throw new Error('no packet is written for WebTransport');
}
