/** One event of `POST /v1/events`, as any PBX posts it. */
export interface PbxEvent {
  readonly id: string;
  readonly call_id: string;
  readonly type: 'ringing' | 'answered' | 'ended';
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly extensions: readonly string[];
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly reason?: string;
  readonly duration?: number;
  readonly disposition?: 'answered' | 'no_answer' | 'busy' | 'failed' | 'rejected' | 'voicemail';
}
