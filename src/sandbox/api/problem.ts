import type { Answer } from './endpoint';

export interface Violation {
  code:
    | 'NotSupportedChoice'
    | 'InvalidType'
    | 'NotNullable'
    | 'FieldMissing'
    | 'NotBlank'
    | 'FieldNotExpected'
    | 'InvalidValue';
  path: string;
  detail: string;
}
export interface ItemViolations {
  request_id: string;
  errors: Violation[];
}

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** A refusal, in the shape of `application/problem+json`. */
export class Problem extends Error {
  readonly status: number;
  readonly extra: Record<string, unknown>;

  constructor(status: number, detail: string, extra: Record<string, unknown> = {}) {
    super(detail);
    this.status = status;
    this.extra = extra;
  }

  get answer(): Answer {
    const { status, message, extra } = this;
    const body = {
      ...extra,
      title: titles[status] ?? 'Error',
      type: `https://httpstatus.es/${status}`,
      status,
      detail: message,
    };
    return { status, type: 'application/problem+json', body };
  }
}

export const invalid = (violations: ItemViolations[]): Problem =>
  new Problem(400, 'Request validation failed', { 'validation-errors': violations });

export const forbidden = (detail = 'Forbidden by rights of the user'): Problem => new Problem(403, detail);
export const notFound = (detail = 'Entity not found'): Problem => new Problem(404, detail);
