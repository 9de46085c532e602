import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dialPlanOf } from '../../src/domain/dial-plan';
import type { CallEvent } from '../../src/domain/call';
import { parsePbxEvents } from '../../src/protocol/pbx-events';
import { readPlan } from '../../src/routing/read-plan';
import { route } from '../../src/routing/route';
import { writeSituation } from '../../src/routing/written-situation';
import { agentsOf, noon, type SituationRow } from '../routing/row';

const offsetOf = (zone: string): number => {
  const [hours = 0, minutes = 0] = zone.split(':').map(Number);
  return hours * 60 + Math.sign(hours) * minutes;
};

/** A gateway that is nothing but the policy: routes a script's question in a given situation, keeps its events. */
export async function policyGateway(key: string) {
  let row: SituationRow | undefined;
  let garbled: string | undefined;
  let hangs = false;
  const events: CallEvent[] = [];
  const refused: unknown[] = [];

  function answer(path: string, body: { from: string; to: string }): object | undefined {
    if (path === '/v1/events') {
      const parsed = parsePbxEvents(body);
      if ('faults' in parsed) {
        refused.push(...parsed.faults);
        return undefined;
      }
      events.push(...parsed.events);
      return { accepted: parsed.events.length, duplicates: 0 };
    }
    const written = row!.plan ?? {};
    const read = readPlan(written, () => false);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const situation = {
      ...{ from: body.from, to: body.to, at: Date.parse(row!.at ?? noon), offsetOf, crm: row!.crm },
      ...{ dialPlan: dialPlanOf('RU'), agents: agentsOf(row!.agents), turn: row!.turn ?? 0 },
    };
    return path === '/v1/situation'
      ? writeSituation(written, read.plan, situation)
      : route(read.plan, situation);
  }
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      if (hangs) return;
      // As the real one does with all that does not say that it is JSON.
      if (request.headers['content-type'] !== 'application/json') return void response.writeHead(415).end();
      if (garbled !== undefined) return void response.writeHead(200).end(garbled);
      const isKnown = request.headers.authorization === `Bearer ${key}`;
      const given = isKnown ? answer(request.url!, JSON.parse(text)) : undefined;
      const good = request.url === '/v1/events' ? 202 : 200;
      response.writeHead(!isKnown ? 401 : given === undefined ? 400 : good).end(JSON.stringify(given ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events,
    refused,
    be(situation: SituationRow): void {
      row = situation;
      events.length = 0;
    },
    /** Every answer is this text, until undefined. */
    garble: (text: string | undefined): void => void (garbled = text),
    hang: (does: boolean): void => void (hangs = does),
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
