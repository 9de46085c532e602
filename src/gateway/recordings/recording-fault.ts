/** Status of the answer for each thing that can keep a recording from a person. */
const statuses = {
  recording_link_forged: 403,
  recording_link_expired: 410,
  recording_missing: 404,
  recording_gone: 404,
  recording_host_refused: 502,
  recording_denied: 502,
  recording_broken: 502,
  recording_unreachable: 502,
  recording_slow: 504,
  recording_busy: 503,
} as const;

export type RecordingFaultCode = keyof typeof statuses;

/** Why a recording cannot be had. `detail` is for the log alone: it may name the PBX. */
export class RecordingFault extends Error {
  readonly code: RecordingFaultCode;
  readonly status: number;
  constructor(code: RecordingFaultCode, detail: string) {
    super(detail);
    this.code = code;
    this.status = statuses[code];
  }
}
