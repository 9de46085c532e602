/** Who calls, who answers and what the web says while a scenario is tried: `docs/voximplant.md` tells the fields. */

/** How the other side of a call behaves. Seconds; null: never. */
export interface Party {
  readonly rings: number | null;
  /** Sound before the answer. */
  readonly early: number | null;
  readonly answers: number | null;
  readonly fails: { readonly after: number; readonly code: number; readonly reason: string } | null;
  /** After the answer. */
  readonly hangsUp: number | null;
  /** Pressed so long after the answer. */
  readonly digits: readonly { readonly after: number; readonly tone: string }[];
}

export interface Inbound extends Party {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  /** Hangs up after so long without an answer. */
  readonly givesUp: number | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The first whose `url` begins the address asked for ("*": any) and whose `method` fits. */
export interface HttpRule {
  readonly url: string;
  readonly method: string | null;
  readonly after: number;
  /** HTTP status, or VoxEngine's own code (0 and below); null: never answers. */
  readonly code: number | null;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How often it answers before the next fitting rule does; null: always. */
  readonly times: number | null;
}

/** Somebody asks the session's own address. */
export interface WebRequest {
  readonly after: number;
  readonly method: string;
  readonly path: string;
  readonly content: string;
}

/** Agents of the platform who take calls one after another. */
export interface Queue {
  /** Users, rung in this order until one answers; none: nobody is there. */
  readonly operators: readonly string[];
  /** Seconds until the first of them is free. */
  readonly after: number;
}

export interface CallsFile {
  readonly inbound: Inbound | null;
  /** Custom data of a session that is started over HTTP. */
  readonly customData: string;
  readonly parties: Readonly<Record<string, Party>>;
  readonly queues: Readonly<Record<string, Queue>>;
  readonly http: readonly HttpRule[];
  readonly requests: readonly WebRequest[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly storage: Readonly<Record<string, string>>;
  /** Length of sounds by their address. */
  readonly sounds: Readonly<Record<string, number>>;
  /** What an outgoing call fires that the scenario itself hangs up before the answer; the vendor's pages leave it open. */
  readonly cancelled: 'Failed' | 'Disconnected';
  /** Ms since 1970 at the session's start. */
  readonly at: number;
}
