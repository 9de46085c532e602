/** A script as it is handed to a worker. */
export interface Script {
  /** What logs and faults call it. */
  readonly name: string;
  readonly source: string;
  /** Other files of the same app by their names, `./` and `.js` left out. */
  readonly files: Readonly<Record<string, string>>;
  /** Its `process.env`. */
  readonly env: Readonly<Record<string, string>>;
  /** `kept`: what it holds in variables may still be there at the next message; `cleared`: never is. */
  readonly variables: 'cleared' | 'kept';
  /** What the platform leaves unsaid. */
  readonly unsure: Unsure;
}

/** Each is a guess that can be turned over (docs/engine.md). */
export interface Unsure {
  /** What `kv.get` gives for a key that is not there. */
  readonly missing: 'null' | 'undefined';
  /** Whether `fetch` exists. */
  readonly fetch: boolean;
}

export const defaultUnsure: Unsure = { missing: 'null', fetch: true };

/** The Class 5 call that a script is told of. */
export interface DescribedCall {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the caller enters at each question, in turn. */
  readonly digits?: readonly string[];
}

/** One delivery of a message to a script. */
export interface Delivery {
  /** The function to call: `main`, unless the script is a library of functions. */
  readonly entry: string;
  /** JSON. */
  readonly message: string;
  readonly call?: DescribedCall;
}
