import fastify from 'fastify';
import type { CallState } from '../../src/domain/call';
import { askPbx } from '../../src/gateway/recordings/ask-pbx';
import { readRecordingHosts } from '../../src/gateway/recordings/recording-hosts';
import { recordingLinkCheck, recordingLinks } from '../../src/gateway/recordings/recording-link';
import { recordingRoutes } from '../../src/gateway/recordings/recording-routes';

const parts = { publicUrl: new URL('http://127.0.0.1/'), clientSecret: 'secret', accountId: 28 };

/** The gateway's recordings alone, listening. `patience`: how long it waits for a PBX, ms. */
export async function recordingGateway(patience: number) {
  const calls = new Map<string, CallState>();
  let late = 0;
  const now = (): number => Date.now() + late;
  const app = fastify({ forceCloseConnections: true });
  recordingRoutes(app, {
    check: recordingLinkCheck(parts, now),
    callOf: (callId) =>
      callId === 'hangs' ? new Promise(() => undefined) : Promise.resolve(calls.get(callId)),
    ask: askPbx(readRecordingHosts('127.0.0.1 *.localhost *.invalid.example').hosts, patience),
    stallMs: patience,
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    /** Our link to a call whose recording lies at `url`; without one the call has no recording. */
    linkTo(url: string | undefined, callId = `c ${String(url)}`): string {
      calls.set(callId, {
        call_id: callId,
        state: 'ended',
        direction: 'inbound',
        phone: '+7 (999) 111-22-33',
        line: '',
        extensions: [],
        started_at: '2026-01-31T10:20:30.000Z',
        ...(url !== undefined && { recording_url: url }),
      });
      const { pathname, search } = new URL(recordingLinks(parts, now)(callId, 60));
      return origin + pathname + search;
    },
    /** Its clock goes on by so many ms. */
    pass(ms: number): void {
      late += ms;
    },
    stop: () => app.close(),
  };
}

export type RecordingGateway = Awaited<ReturnType<typeof recordingGateway>>;

export const bytesOf = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer());

/** Status and code of a refusal. */
export const faultOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { code: string }).code,
];
