import type { RequestTurn } from '../../domain/request-budget';
import type { Clock } from '../../ports/clock';
import { failureOf, later, type FieldOfPath } from './result-failures';
import type { CrmAnswer, CrmRequest, CrmTransport } from './result-transport';

const pauseWhenBusy = 1500;

export interface ResultApi {
  /** Parsed; undefined for 204, amoCRM's "nothing". Rejects with `CrmFailure`. `fieldOf`: for what is refused. */
  readonly ask: (request: CrmRequest, fieldOf?: FieldOfPath) => Promise<unknown>;
  /** A moment of the CRM (Unix seconds) by this computer's clock, as far as their difference is known. */
  readonly here: (crmTime: number) => number;
  /** Unix seconds, this computer's. */
  readonly now: () => number;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const noField: FieldOfPath = () => undefined;

/** amoCRM's API for the call result. `turn`: the tab's budget of requests, which others share. */
export function resultApi(parts: { transport: CrmTransport; clock: Clock; turn: RequestTurn }): ResultApi {
  const { transport, clock, turn } = parts;
  let ahead = 0;
  const now = (): number => Math.floor(clock.now() / 1000);

  const once = async (request: CrmRequest): Promise<CrmAnswer> => {
    await turn();
    const answer = await transport(request).catch((error: unknown) => {
      throw later('unreachable', error);
    });
    const date = Date.parse(answer.date ?? '');
    if (!Number.isNaN(date)) ahead = Math.round(date / 1000) - now();
    return answer;
  };

  return {
    now,
    here: (crmTime) => crmTime - ahead,
    async ask(request, fieldOf = noField) {
      let answer = await once(request);
      if (answer.status === 429) {
        // Refused before it was looked at: the one failure after which even a write may simply be repeated.
        await new Promise<void>((resolve) => void clock.after(pauseWhenBusy, resolve));
        answer = await once(request);
      }
      if (answer.status === 204) return undefined;
      const body = parsed(answer.text);
      if (answer.status < 200 || answer.status >= 300) throw failureOf(answer, body, fieldOf);
      if (typeof body !== 'object' || body === null) throw later('garbled', answer.text.slice(0, 200));
      return body;
    },
  };
}
