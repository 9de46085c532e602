import type { Ask } from './endpoint';
import { invalid, Problem, type ItemViolations, type Violation } from './problem';
import { intOrText, type Rule } from './rules';

const mostItems = 250;

/** The JSON body. Throws 400 for none, for bad JSON, and for JSON sent as a form. */
export function jsonBody({ text, contentType, sandbox }: Ask): unknown {
  if (text.trim() === '') throw new Problem(400, 'Request data can not be empty');
  const asForm = !/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType);
  if (asForm && !sandbox.faults.has('form-content-type')) {
    throw new Problem(400, 'Content-Type of the request must be application/json');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem(400, 'The request body is not valid JSON');
  }
}

function read<T>(rule: Rule<T>, value: unknown): { value: T | undefined; errors: Violation[] } {
  const errors: Violation[] = [];
  const found = rule(value, '', (code, path, detail) => errors.push({ code, path, detail }));
  return { value: found, errors };
}

export interface Item<T> {
  request_id: string;
  value: T;
}

function requestId(raw: unknown, index: number): { request_id: string; errors: Violation[] } {
  const given =
    typeof raw === 'object' && raw !== null && 'request_id' in raw ? raw.request_id : String(index);
  const { value, errors } = read(intOrText, given);
  const at = errors.map((error) => ({ ...error, path: 'request_id' }));
  return { request_id: String(value ?? index), errors: at };
}

/** A list of items, each named by its `request_id` or its place. One faulty item refuses them all. */
export function batch<T>(ask: Ask, rule: Rule<T>, most = mostItems): Item<T>[] {
  const body = jsonBody(ask);
  if (!Array.isArray(body)) {
    const error = { code: 'InvalidType', path: '', detail: 'This value should be of type array.' } as const;
    throw invalid([{ request_id: '0', errors: [error] }]);
  }
  if (body.length === 0) throw new Problem(400, 'Request data can not be empty');
  if (body.length > most) throw new Problem(400, `At most ${most} items are accepted in one request`);
  const faults: ItemViolations[] = [];
  const items: Item<T>[] = [];
  body.forEach((raw: unknown, index) => {
    const { request_id, errors: idErrors } = requestId(raw, index);
    const { value, errors: ruleErrors } = read(rule, raw);
    const errors = [...idErrors, ...ruleErrors];
    if (errors.length > 0) faults.push({ request_id, errors });
    else if (value !== undefined) items.push({ request_id, value });
  });
  if (faults.length > 0) throw invalid(faults);
  return items;
}

/** One object. */
export function single<T>(ask: Ask, rule: Rule<T>): T {
  const { value, errors } = read(rule, jsonBody(ask));
  if (errors.length > 0 || value === undefined) throw invalid([{ request_id: '0', errors }]);
  return value;
}
