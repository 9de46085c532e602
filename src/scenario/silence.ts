const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** Why a request got no answer, in words. `deadline`: ms that it was given. */
export function silence(fault: unknown, deadline: number): string {
  const { name, message, cause } = fault as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer in ${deadline / 1000} s`;
  const code = cause?.code ?? '';
  const known = words[code];
  return known === undefined ? code || (cause?.message ?? message) : `${known} (${code})`;
}
