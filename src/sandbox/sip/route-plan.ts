/** Whom the gateway wants to be rung, step by step. */
export interface RingStep {
  /** Internal numbers, or numbers outside. */
  readonly numbers: readonly string[];
  /** ms */
  readonly rings: number;
  /** As the gateway words it. */
  readonly why?: string;
}

export type RoutePlan =
  { readonly steps: readonly RingStep[] } | { readonly status: number; readonly reason: string };

export interface AskedRoute {
  readonly call_id: string;
  readonly from: string;
  readonly to: string;
}

/** Whom a call for the company shall ring; always an answer, within seconds. */
export type AskRoute = (asked: AskedRoute) => Promise<RoutePlan>;

/** What contracts give a script, and half a second for the way. */
const deadline = 2_500;
/** Where the gateway is down: everybody, together, ms. */
const fallbackRings = 30_000;

interface Answer {
  readonly action?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly targets?: unknown;
}

interface Wanted {
  readonly extension?: unknown;
  readonly timeout?: unknown;
  readonly step?: unknown;
  readonly why?: unknown;
}

function planOf(answer: Answer): RoutePlan | undefined {
  if (answer.action === 'reject') {
    const status = Number(answer.code);
    return status >= 400 && status < 700 ? { status, reason: String(answer.message) } : undefined;
  }
  if (!Array.isArray(answer.targets)) return undefined;
  const steps: { at: unknown; numbers: string[]; rings: number; why?: string }[] = [];
  for (const { extension, timeout, step, why } of answer.targets as Wanted[]) {
    if (typeof extension !== 'string' || typeof timeout !== 'number') return undefined;
    const last = steps[steps.length - 1];
    // Without steps, one after the other.
    if (last !== undefined && step !== undefined && last.at === step) last.numbers.push(extension);
    else {
      const because = typeof why === 'string' ? { why } : {};
      steps.push({ at: step, numbers: [extension], rings: timeout * 1000, ...because });
    }
  }
  return { steps };
}

/** Asks `POST /v1/route`, as any PBX does. */
export function askGateway(gatewayUrl: string, pbxKey: string, everybody: () => readonly string[]): AskRoute {
  return async (asked) => {
    const otherwise: RoutePlan = { steps: [{ numbers: everybody(), rings: fallbackRings }] };
    try {
      const response = await fetch(`${gatewayUrl}/v1/route`, {
        method: 'POST',
        headers: { authorization: `Bearer ${pbxKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(asked),
        signal: AbortSignal.timeout(deadline),
      });
      return (response.ok ? planOf((await response.json()) as Answer) : undefined) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
}
