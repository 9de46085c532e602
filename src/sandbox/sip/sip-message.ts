/** A SIP message as RFC 3261 has it; never changed, only made anew. */

export interface Header {
  /** As written, but for compact forms, which stand here in full. */
  readonly name: string;
  readonly value: string;
}

interface Parts {
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export interface SipRequest extends Parts {
  readonly method: string;
  readonly uri: string;
}

export interface SipResponse extends Parts {
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

export const isRequest = (message: SipMessage): message is SipRequest => 'method' in message;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Values of every line of this name, from the top. */
export const headersOf = (message: SipMessage, name: string): string[] =>
  message.headers.filter((header) => same(header.name, name)).map(({ value }) => value);

export const headerOf = (message: SipMessage, name: string): string | undefined =>
  message.headers.find((header) => same(header.name, name))?.value;

export const without = <T extends SipMessage>(message: T, ...names: string[]): T => ({
  ...message,
  headers: message.headers.filter(({ name }) => !names.some((other) => same(name, other))),
});

/** Above all others of its name. */
export const onTop = <T extends SipMessage>(message: T, name: string, value: string): T => ({
  ...message,
  headers: [{ name, value }, ...message.headers],
});

/** In place of all others of its name. */
export const withHeader = <T extends SipMessage>(message: T, name: string, value: string): T => {
  const rest = without(message, name);
  return { ...rest, headers: [...rest.headers, { name, value }] };
};

/** As bytes of one frame, with its length counted anew. */
export function printMessage(message: SipMessage): Buffer {
  const start = isRequest(message)
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`;
  const { headers, body } = withHeader(message, 'Content-Length', String(message.body.length));
  const lines = headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${start}\r\n${lines}\r\n`), body]);
}
