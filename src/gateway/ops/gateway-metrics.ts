import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import type { CallStore } from '../call-store';
import { StoreBusy } from '../call-store';
import { metricsRegistry } from './metrics';

const nanoseconds = 1e9;

/** The gateway's figures, and what counts them. None of them names a number, a person or a key. */
export function gatewayMetrics() {
  const registry = metricsRegistry();
  const started = Date.now() / 1000;
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const events = registry.counters(
    'gateway_events_total',
    'Events of PBXs, by what became of them.',
    'outcome',
    ['accepted', 'duplicate', 'refused', 'busy', 'failed'],
  );
  const commit = registry.histogram(
    'gateway_event_commit_seconds',
    'From the request to the disk.',
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  );
  const told = registry.counter('gateway_calls_told_total', 'Pictures of calls told to browsers.');
  const rings = registry.counter('gateway_rings_total', 'Inbound calls that rang for an agent.');
  const unheard = registry.counter('gateway_rings_unheard_total', 'Rings that no browser showed within 2 s.');
  const requests = registry.counters(
    'gateway_http_requests_total',
    'Answers, by the class of their status.',
    'status',
  );
  registry.gauge('gateway_event_loop_delay_p99_seconds', 'Since the last time it was asked for.', () => {
    const seconds = delay.percentile(99) / nanoseconds;
    delay.reset();
    return seconds;
  });
  registry.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  registry.gauge('process_start_time_seconds', 'Seconds since 1970.', () => started);

  return {
    told,
    rings,
    unheard,
    registry,
    /** The same store, counted. */
    counted: (store: CallStore): CallStore => ({
      ...store,
      async append(batch, text) {
        const from = performance.now();
        try {
          const counts = await store.append(batch, text);
          events('accepted', counts.accepted);
          events('duplicate', counts.duplicates);
          return counts;
        } catch (error) {
          events(error instanceof StoreBusy ? 'busy' : 'failed', batch.length);
          throw error;
        } finally {
          commit((performance.now() - from) / 1000);
        }
      },
    }),
    /** Counts what this app answers. */
    count(app: FastifyInstance): void {
      app.addHook('onResponse', (request, reply, next) => {
        requests(`${Math.floor(reply.statusCode / 100)}xx`);
        if (request.routeOptions.url === '/v1/events' && reply.statusCode === 400) events('refused');
        next();
      });
    },
    /** `GET /metrics` */
    serve(app: FastifyInstance): void {
      app.get('/metrics', async (_request, reply) =>
        reply.type('text/plain; version=0.0.4; charset=utf-8').send(await registry.text()),
      );
    },
    stop: () => delay.disable(),
  };
}

export type GatewayMetrics = ReturnType<typeof gatewayMetrics>;
