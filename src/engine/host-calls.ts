import type { askWeb } from './ask-web';
import { recordedAnswer } from './recorded-answers';
import type { RecordedAnswers } from './recorded-answers';
import type { HostCall } from './script-process';
import type { Datastore } from './store/datastore';

/** What a script may reach. */
export interface Surroundings {
  readonly datastore: Datastore;
  readonly web: ReturnType<typeof askWeb>;
  readonly answers: RecordedAnswers;
  /** setEnvVar: variables of the app, for later messages. */
  readonly setEnv: (name: string, value: string) => void;
}

const json = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

/** Answers the host calls of scripts, by name: nothing that is not named here can be reached from a sandbox. */
export function hostCalls({ datastore, web, answers, setEnv }: Surroundings): HostCall {
  const functions: Readonly<Record<string, (args: readonly unknown[], signal: AbortSignal) => unknown>> = {
    'kv.get': ([key]) => datastore.get(String(key)),
    'kv.set': ([key, value, ttl]) => datastore.set(String(key), String(value), Number(ttl) || 0),
    'kv.incr': ([key, by, ttl]) => datastore.increment(String(key), Number(by), Number(ttl) || 0),
    'kv.delete': ([key]) => datastore.delete(String(key)),
    'kv.keys': () => datastore.keys(),
    'kv.usage': () => datastore.usage(),
    http: ([url, request], signal) => web(String(url), request ?? {}, signal),
    recorded: ([name, args, given]) =>
      JSON.parse(recordedAnswer(answers, String(name), Array.isArray(args) ? args : [], given)) as unknown,
    'env.set': ([name, value]) => setEnv(String(name), String(value)),
  };
  return async (name, args, signal) => {
    const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (found === undefined) throw new Error(`${name} is not a host function`);
    return json(await found(JSON.parse(args) as unknown[], signal));
  };
}
