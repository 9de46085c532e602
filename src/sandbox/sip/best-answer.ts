import type { SipResponse } from './sip-message';

/** Of refusals of one class, those that tell the caller most come first. */
const telling = [401, 407, 415, 420, 484, 486, 480, 408, 487];

const rank = ({ status }: SipResponse): number => {
  if (status >= 600) return 0;
  const place = telling.indexOf(status);
  return Math.floor(status / 100) * 100 + (place < 0 ? telling.length : place);
};

/** What a caller hears when every phone has refused (RFC 3261 16.7, step 6). */
export const bestAnswer = (answers: readonly SipResponse[]): SipResponse | undefined =>
  [...answers].sort((one, other) => rank(one) - rank(other))[0];
