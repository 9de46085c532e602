import type { LogWriter } from '../../logging/log-writer';
import type { Lead } from '../shared/fellows';

/**
 * Writes the log while this gateway leads the account, with a writer of its own each time. Whatever one of them still
 * has under way when another gateway leads is broken off (`gone`): the other looks at the CRM for what became of it.
 */
export function ledLog(make: (gone: AbortSignal) => LogWriter, lead: Lead): Omit<LogWriter, 'start'> {
  let writer: LogWriter | undefined;
  let term = new AbortController();
  let stopped = Promise.resolve();

  function stop(): Promise<void> {
    const last = writer;
    writer = undefined;
    if (last !== undefined) stopped = stopped.then(() => last.stop());
    return stopped;
  }
  lead.onChange((leads) => {
    if (!leads) {
      term.abort();
      return void stop();
    }
    // The one before may still wait for its last answer.
    void stopped.then(() => {
      if (!lead.is() || writer !== undefined) return;
      term = new AbortController();
      writer = make(term.signal);
      writer.start();
    });
  });
  return {
    wake: () => writer?.wake(),
    tryNow: () => writer?.tryNow(),
    stop,
  };
}

/** Asks nothing once `gone`, and breaks off what is asked: also what has waited for its turn all the while. */
export const untilGone =
  (fetchWith: typeof fetch, gone: AbortSignal): typeof fetch =>
  (url, init) => {
    const { signal } = init ?? {};
    return fetchWith(url, { ...init, signal: signal ? AbortSignal.any([gone, signal]) : gone });
  };
