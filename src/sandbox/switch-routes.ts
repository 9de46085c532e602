import type { FastifyInstance, FastifyReply } from 'fastify';
import { faultsNamed } from './cli';
import type { Sandbox } from './sandbox';
import type { ScriptEngine } from './script-engine';

const longestLatency = 600_000;

export interface SwitchesNeed {
  readonly sandbox: Sandbox;
  /** Restores the demo data, with the widget installed. */
  readonly reset: () => void;
  readonly gateway: () => { pid: number | undefined; restarts: number };
  readonly engine: ScriptEngine['status'];
}

/** What the page "Keys and scopes" of the integration shows. */
function integration({ crm }: Sandbox) {
  const [widget] = crm.widgets.values();
  if (widget === undefined) return {};
  const { code, client_uuid, client_secret, redirect_uri, uninstall_uri } = widget;
  return { code, client_id: client_uuid, client_secret, redirect_uri, uninstall_uri };
}

/** `/sandbox/*`: what a test or a curious person turns while the sandbox runs. */
export function switchRoutes(app: FastifyInstance, { sandbox, reset, gateway, engine }: SwitchesNeed): void {
  const refuse = (reply: FastifyReply, message: string) => reply.code(400).send({ message });
  const status = () => ({
    gateway: gateway(),
    engine: engine(),
    faults: [...sandbox.faults],
    latency: sandbox.latency,
    widgets: [...sandbox.crm.widgets.values()].map(({ code, version, status: state, active }) => ({
      code,
      version,
      status: state,
      active,
    })),
  });

  app.get('/sandbox/status', status);
  app.get('/sandbox/log', () => sandbox.log);
  app.delete('/sandbox/log', (_request, reply) => {
    sandbox.log.length = 0;
    return reply.code(204).send();
  });
  app.get('/sandbox/calls', () => sandbox.outsideCalls.list());
  app.delete('/sandbox/calls', (_request, reply) => {
    sandbox.outsideCalls.clear();
    return reply.code(204).send();
  });
  app.get('/sandbox/routed', () => sandbox.routedCalls.list());
  app.post('/sandbox/reset', (_request, reply) => {
    reset();
    return reply.code(204).send();
  });
  app.put('/sandbox/faults', (request, reply) => {
    const { body } = request;
    if (!Array.isArray(body) || !body.every((name) => typeof name === 'string')) {
      return refuse(reply, 'Send a JSON array of fault names, such as ["api-504"]; [] switches all off.');
    }
    const chosen = faultsNamed(body);
    if (typeof chosen === 'string') return refuse(reply, chosen);
    sandbox.faults.clear();
    for (const name of chosen) sandbox.faults.add(name);
    return status();
  });
  app.get('/sandbox/integration', () => integration(sandbox));
  app.put('/sandbox/integration', (request, reply) => {
    const { redirect_uri: redirect, uninstall_uri: hook } = (request.body ?? {}) as Record<string, unknown>;
    const isAddress = (one: unknown): one is string => typeof one === 'string' && URL.canParse(one);
    const [widget] = sandbox.crm.widgets.values();
    if (widget === undefined || !isAddress(redirect) || (hook !== undefined && !isAddress(hook)))
      return refuse(reply, 'Send {"redirect_uri": "https://…", "uninstall_uri": "https://…"}.');
    widget.redirect_uri = redirect;
    if (hook !== undefined) widget.uninstall_uri = hook;
    return integration(sandbox);
  });
  app.put('/sandbox/latency', (request, reply) => {
    const ms = (request.body as { ms?: unknown } | null)?.ms;
    if (typeof ms !== 'number' || !Number.isFinite(ms) || ms < 0 || ms > longestLatency) {
      return refuse(reply, `Send {"ms": N} with N from 0 to ${longestLatency}.`);
    }
    sandbox.latency = ms;
    return status();
  });
}
