import type { Phone } from './phones-of';

export interface DialAs {
  /** What the one who is rung sees as the caller's number. */
  readonly callerId: string;
  readonly displayName: string;
  readonly callId: string;
  /** Seconds. */
  readonly timeout: number;
}

/** A header is refused over 200 bytes. */
const headersOf = (callId: string) => ({ 'X-Call-Id': callId.slice(0, 128) });
/** The host takes 10 to 400; a shorter ring is ended by our own timer. */
const ringSeconds = (timeout: number): string => String(Math.min(400, Math.max(10, Math.ceil(timeout))));

/** Starts an outgoing call. Throws where the host refuses the address outright. */
export function dial(phone: Phone, { callerId, displayName, callId, timeout }: DialAs): Call {
  // No spaces are allowed in it.
  const callerid = callerId.replace(/\s/g, '') || 'anonymous';
  switch (phone.kind) {
    case 'pstn':
      return VoxEngine.callPSTN(phone.address, callerid);
    case 'sip':
      return VoxEngine.callSIP(phone.address, { callerid, displayName, headers: headersOf(callId) });
    case 'user':
      return VoxEngine.callUser({
        username: phone.address,
        callerid,
        displayName,
        extraHeaders: { ...headersOf(callId), 'VI-CallTimeout': ringSeconds(timeout) },
      });
  }
}
