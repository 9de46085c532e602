/** What can be wrong with a call result, for the person who files it. The words stand under `result.faults.<code>`. */
export const resultFaultCodes = [
  // Seen before anything is sent.
  'link_missing',
  'task_text_empty',
  'task_due_missing',
  'task_due_past',
  'task_type_missing',
  'name_missing',
  'name_too_long',
  'invalid',
  // Said by the CRM; with what it said as detail.
  'refused',
  'not_a_choice',
  'gone',
  'forbidden',
  'signed_out',
  'unpaid',
  // The same later may succeed.
  'unreachable',
  'busy',
  'garbled',
] as const;

export type ResultFaultCode = (typeof resultFaultCodes)[number];
