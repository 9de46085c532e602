/** The part of the page's old libraries that the page itself uses. */
declare module 'backbone' {
  export interface Model {
    id: number;
    get(name: string): unknown;
    set(values: object): Model;
    attributes: Record<string, unknown>;
    on(event: string, listener: () => void): void;
  }
  export interface Collection {
    models: Model[];
    length: number;
    where(values: object): Model[];
    get(id: number): Model | undefined;
    at(index: number): Model | undefined;
    on(event: string, listener: () => void): void;
    trigger(event: string): void;
  }
  const Backbone: {
    Model: new (values?: object) => Model;
    Collection: new (rows?: object[]) => Collection;
  };
  export default Backbone;
}
declare module 'underscore' {
  const underscore: object;
  export default underscore;
}
declare module 'twigjs' {
  export interface Template {
    render(params?: object): string;
  }
  const Twig: {
    twig(source: { data: string; id?: string }): Template;
    extendFunction(name: string, body: (...args: never[]) => unknown): void;
    extendFilter(name: string, body: (value: never, args: never) => unknown): void;
  };
  export default Twig;
}
declare module '*.twig' {
  const source: string;
  export default source;
}
/** RequireJS, as the page loads it. */
interface RequireError extends Error {
  requireModules?: string[];
}
interface AmdRequire {
  (modules: string[], done?: (...values: unknown[]) => void, failed?: (error: RequireError) => void): void;
  undef(module: string): void;
  toUrl(module: string): string;
}
interface AmdLoad {
  (value: unknown): void;
  error(error: unknown): void;
}
declare const requirejs: AmdRequire;
declare function define(name: string, value: () => unknown): void;
