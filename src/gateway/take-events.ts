import type { FastifyInstance } from 'fastify';
import { counted } from '../domain/counted';
import { parsePbxEvents } from '../protocol/pbx-events';
import { StoreBusy } from './call-store';
import type { CallStore } from './call-store';
import { eventsAsSent } from './events-as-sent';
import { onlyPbx, type PbxKeys } from './pbx-key';
import { Refusal } from './refusal';
import { within } from './within';

/** The disk hangs when it takes longer, ms. */
const writeDeadline = 10_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

interface Posted {
  readonly text: string;
  readonly json: unknown;
}

function postedIn(bytes: Buffer): Posted {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal(400, 'not_utf8', 'The body is not UTF-8: send JSON in UTF-8.');
  }
  try {
    return { text, json: JSON.parse(text) as unknown };
  } catch {
    throw new Refusal(400, 'not_json', 'The body is not JSON: send one event or an array of events.');
  }
}

/** SQLite's and PostgreSQL's words for it. */
const fullDisk = /disk is full|no space left on device/i;
function whyNot(error: unknown): string {
  if (error instanceof StoreBusy) return 'More events are waiting than can be written.';
  const isFull = fullDisk.test(error instanceof Error ? error.message : '');
  return isFull
    ? "The disk of the gateway's store is full: free some of it."
    : 'The events could not be written.';
}

/** `POST /v1/events`: 202 only once the events are on disk. `onRefused`: what is wrong with the first faulty one. */
export function takeEvents(
  app: FastifyInstance,
  keys: PbxKeys,
  store: CallStore,
  onRefused: (why: string) => void = () => undefined,
): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      /^application\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i,
      { parseAs: 'buffer' },
      (_request, body, next) => {
        try {
          next(null, postedIn(body as Buffer));
        } catch (error) {
          next(error as Error);
        }
      },
    );

    // No page reads this answer.
    const options = { onRequest: onlyPbx(keys), config: { cors: false } };
    scope.post('/v1/events', options, async (request, reply) => {
      if (request.body === undefined)
        throw new Refusal(400, 'not_json', 'The body is empty: send one event or an array.');
      const { text, json } = request.body as Posted;
      const parsed = parsePbxEvents(json);
      if ('faults' in parsed) {
        request.log.warn(
          { faults: parsed.faults.slice(0, 5), count: parsed.faults.length },
          'events refused',
        );
        const [first] = parsed.faults;
        onRefused(first === undefined ? '' : `${first.field}: ${first.message}`);
        const message = `${counted(parsed.faults.length, 'fault')}; nothing of this request was stored.`;
        return reply.code(400).send({ code: 'invalid_events', message, faults: parsed.faults });
      }
      const { events } = parsed;
      if (events.length === 0) return reply.code(202).send({ accepted: 0, duplicates: 0 });
      const counts = await within(
        writeDeadline,
        store.append(events, eventsAsSent(text, Array.isArray(json) ? json : [json], events)),
        () => new StoreBusy('the disk hangs'),
      ).catch((error: unknown) => {
        request.log.error({ err: error }, 'events not stored');
        const busy = error instanceof StoreBusy;
        throw new Refusal(
          503,
          busy ? 'busy' : 'store_failed',
          `${whyNot(error)} Send them again: nothing is doubled.`,
          busy ? 1 : 5,
        );
      });
      void reply.code(202);
      return counts;
    });
    done();
  });
}
