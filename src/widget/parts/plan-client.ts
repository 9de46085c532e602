import type { Session, SignIn } from '../../ports/pbx';
import type { PlanPage, ToldPlanFault, TriedRoute } from '../../domain/plan-page';
import { parsePlanFaults, parsePlanPage, parseTriedRoute } from '../../protocol/plan-answer';
import type { PlanJson } from '../../views/plan-draft';
import type { TriedQuestion } from '../../views/plan-page';

const giveUpAfter = 15_000;
const spare = 30_000;

export type PlanTrouble = 'refused' | 'unreachable' | 'not_admin' | 'changed' | 'garbled';
export type PlanTold<T> =
  { readonly ok: T } | { readonly faults: readonly ToldPlanFault[] } | { readonly trouble: PlanTrouble };

const troubles: Readonly<Record<number, PlanTrouble>> = { 401: 'refused', 403: 'not_admin', 409: 'changed' };

/** The gateway's `/v1/routing-plan*`, with a session that is renewed where needed. */
export function planClient(gatewayUrl: string, signIn: SignIn) {
  let session: Session | undefined;

  async function ask<T>(
    method: string,
    path: string,
    body: object | undefined,
    read: (value: unknown) => T | undefined,
  ): Promise<PlanTold<T>> {
    if (session === undefined || session.expiresAt - Date.now() < spare) {
      const signed = await signIn();
      if (!signed.ok) return { trouble: signed.why };
      session = signed.session;
    }
    try {
      const answer = await fetch(`${gatewayUrl}/v1/routing-plan${path}`, {
        method,
        headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(giveUpAfter),
      });
      if (answer.status === 401) session = undefined;
      if (!answer.ok && answer.status !== 400) return { trouble: troubles[answer.status] ?? 'unreachable' };
      const value: unknown = await answer.json();
      if (answer.status === 400) return { faults: parsePlanFaults(value) };
      const given = read(value);
      return given === undefined ? { trouble: 'garbled' } : { ok: given };
    } catch (error) {
      return { trouble: error instanceof SyntaxError ? 'garbled' : 'unreachable' };
    }
  }

  return {
    read: (): Promise<PlanTold<PlanPage>> => ask('GET', '', undefined, parsePlanPage),
    save: (plan: PlanJson, version: number): Promise<PlanTold<PlanPage>> =>
      ask('PUT', '', { plan, version }, parsePlanPage),
    tryOut: (plan: PlanJson, question: TriedQuestion): Promise<PlanTold<TriedRoute>> =>
      ask('POST', '/try', { plan, ...question }, parseTriedRoute),
  };
}
