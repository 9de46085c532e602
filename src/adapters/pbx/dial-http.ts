import type { DialAnswer, DialChanges } from '../../dialing/dial-list';
import type { DialGateway } from '../../ports/dial-gateway';

const giveUpAfter = 8_000;

/** Port `DialGateway` over `/v1/dial`. `token`: of the session that all tabs share; undefined while there is none. */
export function dialHttp(gatewayUrl: string, token: () => string | undefined): DialGateway {
  async function ask(path: string, body?: unknown): Promise<unknown> {
    const bearer = token();
    if (bearer === undefined) return undefined;
    try {
      const answer = await fetch(`${gatewayUrl}/v1/dial${path}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.timeout(giveUpAfter),
      });
      return answer.ok ? await answer.json() : undefined;
    } catch {
      return undefined;
    }
  }
  return {
    async changes(since) {
      const given = await ask(`?since=${since}`);
      const { entries, removed, head, rev } = (given ?? {}) as Partial<DialChanges>;
      const sound =
        Array.isArray(entries) && Array.isArray(removed) && typeof rev === 'number' && head !== undefined;
      return sound ? (given as DialChanges) : undefined;
    },
    order: async (order) => (await ask('', order)) as DialAnswer | undefined,
  };
}
