import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox';

const patience = 10_000;

/** `crm_post`: the CRM's server forwards form fields to the address in `target`, and gives up after 10 s. */
export function proxyRoute(app: FastifyInstance, sandbox: Sandbox): void {
  app.post<{ Body: Record<string, string | string[]> | null }>(
    '/private/widget/proxy.php',
    async (request, reply) => {
      const { target = '', ...fields } = request.body ?? {};
      const url = URL.canParse(String(target)) ? new URL(String(target)) : null;
      if (url === null || !/^https?:$/.test(url.protocol)) {
        return reply.code(400).type('text/plain').send('target must be an http or https address');
      }
      if (sandbox.faults.has('failing-proxy')) {
        // An answer, if an empty one: a browser repeats a request whose reused connection only ends.
        await setTimeout(patience, undefined, { ref: false });
        return reply.code(504).type('text/plain').send('');
      }
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) {
        for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
      }
      try {
        const answer = await fetch(url, {
          method: 'POST',
          body: form,
          signal: AbortSignal.timeout(patience),
        });
        const body = Buffer.from(await answer.arrayBuffer());
        return await reply
          .code(answer.status)
          .type(answer.headers.get('content-type') ?? 'text/plain')
          .send(body);
      } catch {
        return reply.code(504).type('text/plain').send('');
      }
    },
  );
}
