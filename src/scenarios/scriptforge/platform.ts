/** What a script has of ScriptForge, of whatever generation. */
export interface Platform {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The datastore; the one place where anything outlives a call. */
  readonly kv: {
    get(key: string): Promise<unknown>;
    set(key: string, value: string, ttl: number): Promise<unknown>;
  };
  readonly incr: (key: string, by: number, expire: number) => Promise<unknown>;
  /** POSTs JSON, gives the parsed answer of a 200; rejects on all else. Undefined: there is no way to the web. */
  readonly post:
    | ((url: string, body: object, headers: Readonly<Record<string, string>>, ms: number) => Promise<unknown>)
    | undefined;
  readonly log: (line: string) => void;
  readonly now: () => number;
}
