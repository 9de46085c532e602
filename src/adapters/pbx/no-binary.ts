/**
 * Nothing that goes between us and the gateway holds files: in place of the library's search for them in all that is
 * sent (see webpack.config.js).
 */
export function isBinary(): boolean {
  return false;
}

export function hasBinary(): boolean {
  return false;
}
