/** A PBX's cloud has refused, or nothing is known of what became of a request. */
export class HostFault extends Error {
  /** The host's own number for it; undefined: no answer of the host's. */
  readonly code: number | undefined;
  /** Whether a write may have been done all the same. */
  readonly isUnclear: boolean;
  constructor(message: string, { code, isUnclear = false }: { code?: number; isUnclear?: boolean } = {}) {
    super(message);
    this.name = 'HostFault';
    this.code = code;
    this.isUnclear = isUnclear;
  }
}
