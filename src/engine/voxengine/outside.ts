export interface OutsideRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Seconds. */
  readonly timeout: number;
}

/** As VoxEngine words it: HTTP status, or a code below 0. */
export interface OutsideResult {
  readonly code: number;
  readonly text?: string;
  readonly headers?: readonly { readonly key: string; readonly value: string }[];
  readonly error?: string;
}

const codes: Readonly<Record<string, number>> = {
  ENOTFOUND: -3,
  EAI_AGAIN: -3,
  ECONNREFUSED: -4,
  ECONNRESET: -6,
};

/** One request of a scenario into the real web. Never rejects. */
export async function sendOut({
  url,
  method,
  headers,
  body,
  timeout,
}: OutsideRequest): Promise<OutsideResult> {
  try {
    const response = await fetch(url, {
      ...{ method, headers, signal: AbortSignal.timeout(timeout * 1000) },
      ...(body !== '' && { body }),
    });
    const list = [...response.headers].map(([key, value]) => ({ key, value }));
    return { code: response.status, text: await response.text(), headers: list };
  } catch (fault) {
    const { name, cause } = fault as { name: string; cause?: { code?: string } };
    if (name === 'TimeoutError') return { code: -7, error: 'Timeout' };
    const why = cause?.code ?? name;
    return { code: codes[why] ?? -6, error: why };
  }
}
