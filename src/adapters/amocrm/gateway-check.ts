const answerWithin = 5000;

/** Does a telephony gateway answer there, and this account's page with it? */
export async function isGateway(url: string): Promise<'yes' | 'unreachable' | 'not_gateway'> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), answerWithin);
  try {
    const response = await fetch(`${url}/healthz`, { signal: giveUp.signal, credentials: 'omit' });
    const body: unknown = await response.json();
    const status =
      typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['status'] : undefined;
    return response.ok && status === 'ok' ? 'yes' : 'not_gateway';
  } catch (error) {
    return error instanceof SyntaxError ? 'not_gateway' : 'unreachable';
  } finally {
    clearTimeout(timer);
  }
}
