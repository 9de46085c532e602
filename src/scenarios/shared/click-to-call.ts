/** A call that the gateway starts for an agent: it rings the agent, then the customer. */
export interface ClickToCall {
  readonly call_id: string;
  readonly agent: string;
  readonly phone: string;
}

/** Reads `{"call_id","agent","phone"}`, the custom data of such a session; undefined: it is none. */
export function readClickToCall(text: string): ClickToCall | undefined {
  try {
    const { call_id, agent, phone } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return typeof call_id === 'string' && typeof agent === 'string' && typeof phone === 'string'
      ? { call_id, agent, phone }
      : undefined;
  } catch {
    return undefined;
  }
}
