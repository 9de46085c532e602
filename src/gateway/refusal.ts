/** Why a request is turned away: a status, a code for programs and a sentence for people. Never a stack. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds after which to come again. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
