import type { Trace } from '../../ports/result-writer';
import type { ResultApi } from './result-api';
import type { Json } from './result-json';

/** Seconds by which clocks may differ where the CRM does not tell its own. */
const leeway = 120;

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

export interface TraceRules {
  readonly api: Pick<ResultApi, 'here'>;
  readonly userId: number;
}

/** Whether the signed-in user has made this record, whose text is `text`, since the trace began. */
export const isSameTrace = (rules: TraceRules, record: Json, text: string, trace: Trace): boolean =>
  plain(text) === plain(trace.text) &&
  Number(record['created_by']) === rules.userId &&
  rules.api.here(Number(record['created_at'])) >= trace.since - leeway;
