import type { ResultField } from '../../domain/call-result';
import type { ResultFaultCode } from '../../domain/result-fault';
import { CrmFailure } from '../../ports/result-crm';
import { fieldsOf, listOf, textOf } from './result-json';
import type { CrmAnswer } from './result-transport';

/** Which field of the window a path of amoCRM's violations speaks of; undefined: none. */
export type FieldOfPath = (path: string) => ResultField | undefined;

type Faults = CrmFailure['faults'];
type Fault = Faults[number];

const said = (detail: string): { detail?: string } => (detail === '' ? {} : { detail: detail.slice(0, 300) });

function violation(raw: unknown, fieldOf: FieldOfPath): Fault {
  const { code, path, detail } = fieldsOf(raw);
  const field = fieldOf(textOf(path)) ?? 'all';
  const choice = code === 'NotSupportedChoice';
  // A record that cannot be chosen is one that is no longer there.
  const codes: ResultFaultCode = choice ? (field === 'link' ? 'gone' : 'not_a_choice') : 'refused';
  return {
    field,
    code: codes,
    ...said([textOf(path), textOf(detail)].filter((part) => part !== '').join(': ')),
  };
}

function violations(body: unknown, fieldOf: FieldOfPath): Faults {
  return listOf(fieldsOf(body)['validation-errors'])
    .flatMap((item) => listOf(fieldsOf(item)['errors']))
    .map((raw) => violation(raw, fieldOf));
}

const byStatus: Readonly<Record<number, ResultFaultCode>> = {
  401: 'signed_out',
  402: 'unpaid',
  403: 'forbidden',
  404: 'gone',
};

/** The answer could have been sent and got lost, or the CRM is not up to it now. */
export const later = (code: ResultFaultCode, cause?: unknown): CrmFailure =>
  new CrmFailure('retry', [{ field: 'all', code }], cause);

/** What a status other than success means. `body`: parsed, undefined where it is no JSON. */
export function failureOf({ status, text }: CrmAnswer, body: unknown, fieldOf: FieldOfPath): CrmFailure {
  if (status === 429) return later('busy');
  if (status < 400 || status >= 500) return later(status >= 500 ? 'unreachable' : 'garbled', status);
  const found = violations(body, fieldOf);
  if (found.length > 0) return new CrmFailure('refused', found, text);
  const code = byStatus[status] ?? 'refused';
  const field: ResultField = code === 'gone' ? 'link' : 'all';
  return new CrmFailure('refused', [{ field, code, ...said(textOf(fieldsOf(body)['detail'])) }], text);
}
