/** What `npm start -- …` can be told. One list: parsing, `--help` and README all follow it. */

export const faults = {
  'api-401': 'the integration is disabled: every CRM API answer is 401',
  'api-429': 'every CRM API answer is 429 Too Many Requests',
  'api-500': 'every CRM API answer is 500',
  'api-504': 'every CRM API answer is 504 Gateway Time-out (an HTML page, as amoCRM sends it)',
  'api-timeout': 'the CRM API accepts requests and never answers',
  'api-reset': 'the CRM API drops the connection without an answer',
  'api-lost-answer': 'the CRM API does what it is asked, then drops the connection',
  'api-html': 'the CRM API answers 200 with an HTML page in place of JSON',
  'api-403-html': 'the account is blocked: every CRM API answer is 403 with an HTML page',
  'api-garbage': 'the CRM API answers 200 with cut JSON',
  'query-exact-text': '`query` compares text as stored, not the last 10 digits',
  'users-as-json-string': 'settings of type `users` reach the widget as a JSON string',
  'string-ids': 'ids of users reach the widget as strings',
  'no-company-selection': '`list_selected()` is false on the list of companies',
  'slow-add-call': '`notifications.add_call` is answered after 5 s',
  'failing-add-call': '`notifications.add_call` is answered with 500',
  'failing-proxy': '`crm_post` reaches nobody: 504 after 10 s',
  'pbx-refuses': 'the PBX refuses to place or end calls for the CRM',
  'pbx-silent': 'the PBX does not answer orders of the CRM',
  'no-one-time-token': 'the one-time token is refused with 401',
  'form-content-type': 'JSON sent with the form content type is accepted, as some servers do',
} as const;

export type FaultName = keyof typeof faults;

export interface SandboxOptions {
  /** A zip or an unpacked folder; undefined: ours. */
  widget: string | undefined;
  /** A ScriptForge script that routes the company's number; undefined: ours. */
  script: string | undefined;
  port: number;
  open: boolean;
  seed: number;
  /** Delay of every CRM API answer, ms. */
  latency: number;
  faults: ReadonlySet<FaultName>;
  /** Internal numbers of agents who have a phone on the desk, `/phone?extension=…`, and none in the browser. */
  deskPhones: readonly string[];
  /** Internal numbers of agents who have both. */
  bothPhones: readonly string[];
}
