import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import type { Limits } from '../limits';
import type { LogLine } from '../outcome';
import { textOf } from './handles';

/** Where the sandbox's own functions lead. */
export interface Leads {
  log(line: LogLine): void;
  /** Gives the call's number; throws to refuse it. */
  call(name: string, args: string): number;
  timer(id: number, ms: number, repeats: boolean): boolean;
  clear(id: number): void;
  done(kind: string, text: string): void;
  tooLong(what: string, message: string): void;
}

/** The functions by which a script's world reaches out of the sandbox: text, numbers and truth values only. */
export const hostFunctions =
  (limits: Limits, to: Leads) =>
  (context: QuickJSContext): Readonly<Record<string, QuickJSHandle>> => {
    const text = (handle: QuickJSHandle, most: number, what: string): string => {
      try {
        return textOf(context, handle, most);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        to.tooLong(what, error.message);
        throw error;
      }
    };
    const make = (name: string, work: (...args: QuickJSHandle[]) => QuickJSHandle): QuickJSHandle =>
      context.newFunction(name, work);

    return {
      log: make('log', (level, line) => {
        const length = context.getProp(line, 'length');
        const isLong = context.getNumber(length) > limits.callChars;
        length.dispose();
        const said = isLong ? '(a line too long to be kept)' : context.getString(line);
        const kept = said.length > limits.logLine ? `${said.slice(0, limits.logLine)}…` : said;
        to.log({ level: context.getString(level) as LogLine['level'], text: kept });
        return context.undefined;
      }),
      call: make('call', (name, args) => {
        const asked = text(name, 100, 'a host call');
        const given = text(args, limits.callChars, `host call ${asked}`);
        return context.newNumber(to.call(asked, given));
      }),
      timer: make('timer', (id, ms, repeats) =>
        to.timer(context.getNumber(id), context.getNumber(ms), context.dump(repeats) === true)
          ? context.true
          : context.false,
      ),
      random: make('random', () => context.newNumber(Math.random())),
      clear: make('clear', (id) => {
        to.clear(context.getNumber(id));
        return context.undefined;
      }),
      done: make('done', (kind, value) => {
        const said = text(kind, 20, 'a result');
        to.done(said, text(value, limits.resultChars, 'the result'));
        return context.undefined;
      }),
    };
  };
