/**
 * What every answer says to browsers, socket.io's included. Recordings and JSON are read by the account's pages, which
 * are another site to us: therefore `cross-origin`; who may read them, CORS and signed links decide.
 */
export const safeHeaders: Readonly<Record<string, string>> = {
  // `media-src`: a recording opened by its link is played in a page of the browser's own, which this binds, too.
  'content-security-policy':
    "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'cross-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
