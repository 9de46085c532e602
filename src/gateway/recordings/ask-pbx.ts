import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { publicLookup } from './public-lookup';
import { RecordingFault } from './recording-fault';
import type { RecordingHosts } from './recording-hosts';

/** The PBX's headers are there by then, redirects included, ms. */
const headersWithin = 5_000;
const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

const faultOf = (error: Error): RecordingFault =>
  error instanceof RecordingFault ? error : new RecordingFault('recording_unreachable', error.message);

export interface AskPbxOptions {
  /** Header `Range`, already known to be sound. */
  readonly range: string | undefined;
  /** Ends everything, the answer's body too. */
  readonly signal: AbortSignal;
}

export type AskPbx = (url: string, options: AskPbxOptions) => Promise<IncomingMessage>;

/**
 * Asks for a recording where it lies and follows it there, as far as hosts are allowed. Rejects with a
 * `RecordingFault`. Whoever gets an answer reads or destroys it. `withinMs` for tests.
 */
export function askPbx(hosts: RecordingHosts, withinMs = headersWithin): AskPbx {
  const once = (url: URL, range: string | undefined, signal: AbortSignal): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const rule = hosts.ruleFor(url);
      if (rule === undefined) {
        reject(new RecordingFault('recording_host_refused', `${url.host} is not in RECORDING_HOSTS`));
        return;
      }
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        signal,
        headers: {
          accept: 'audio/*,*/*;q=0.5',
          'accept-encoding': 'identity',
          ...(range !== undefined && { range }),
        },
        // Whoever owns the family's domain may point a name anywhere.
        ...(rule === 'suffix' && { lookup: publicLookup() }),
      });
      request.once('response', resolve);
      request.on('error', (error) => reject(faultOf(error)));
      request.end();
    });

  return async (address, { range, signal }) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), withinMs);
    const either = AbortSignal.any([signal, late.signal]);
    try {
      let url = new URL(address);
      for (let hop = 0; hop <= mostRedirects; hop += 1) {
        const answer = await once(url, range, either);
        const { statusCode = 0, headers } = answer;
        if (!redirects.has(statusCode) || headers.location === undefined) return answer;
        answer.destroy();
        if (!URL.canParse(headers.location, url.href))
          throw new RecordingFault('recording_broken', `${url.host} redirects to what is no address`);
        url = new URL(headers.location, url.href);
      }
      throw new RecordingFault('recording_broken', `${url.host} redirects more than ${mostRedirects} times`);
    } catch (error) {
      if (late.signal.aborted) throw new RecordingFault('recording_slow', `no headers within ${withinMs} ms`);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}
