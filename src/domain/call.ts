export type Direction = 'inbound' | 'outbound';
export type Disposition = 'answered' | 'no_answer' | 'busy' | 'failed' | 'rejected' | 'voicemail';
