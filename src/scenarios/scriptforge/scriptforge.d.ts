// What these scripts use of the platform, and no more.
declare module 'cxKV' {
  export const kv: {
    get(key: string): Promise<unknown>;
    /** Seconds to live; 0: for good. */
    set(key: string, value: string, ttl?: number): Promise<unknown>;
  };
  export function incr(key: string, by?: number, expire?: number): Promise<unknown>;
}

declare module 'axios' {
  interface Answer {
    readonly status: number;
    readonly data: unknown;
  }
  const axios: {
    post(
      url: string,
      data: unknown,
      config: { readonly headers: Readonly<Record<string, string>>; readonly timeout: number },
    ): Promise<Answer>;
  };
  export default axios;
}

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
declare const console: { debug(line: string): void };

/** Each may be missing: the platform does not say. */
interface Maybe {
  readonly fetch?: (url: string, options: object) => Promise<{ status: number; text(): Promise<string> }>;
  readonly setTimeout?: (action: () => void, ms: number) => number;
  readonly clearTimeout?: (timer: number) => void;
}
