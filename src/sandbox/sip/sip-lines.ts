import type { Clock } from './clock';
import type { Account } from './digest';
import { flowMap, type Flow } from './flows';
import { parseNameAddrs } from './name-addr';
import { headersOf, printMessage, type SipMessage } from './sip-message';
import { parseSipUri } from './sip-uri';
import { parseVias } from './via';

/** A stranger may stay for so long, ms. */
const unknownFor = 30_000;

export interface Pipe {
  /** False: it is closed. */
  write(frame: Buffer): boolean;
  close(): void;
}

/** Open connections, who has proved to be at their other end, and where each phone is to be found. */
export function sipLines(clock: Clock) {
  const pipes = new Map<Flow, Pipe>();
  const owners = new Map<Flow, Account>();
  const places = flowMap(() => clock.now());
  let last = 0;

  const send = (flow: Flow | undefined, message: SipMessage): boolean =>
    flow !== undefined && (pipes.get(flow)?.write(printMessage(message)) ?? false);

  return {
    places,
    send,
    sendTo: (place: string, message: SipMessage): boolean => send(places.flowOf(place), message),
    sendAt: ({ place, request }: { place: string; request: SipMessage }): boolean =>
      send(places.flowOf(place), request),
    /** The way back to who has asked, or to where that phone is by now. */
    sendBack(flow: Flow, message: SipMessage): void {
      const [top] = parseVias(headersOf(message, 'Via')) ?? [];
      if (!send(flow, message) && top !== undefined) send(places.flowOf(top.place), message);
    },
    /** Whether the phone that has asked can be reached, on whichever connection. */
    isBack(request: SipMessage): boolean {
      const [top] = parseVias(headersOf(request, 'Via')) ?? [];
      return top !== undefined && places.flowOf(top.place) !== undefined;
    },
    open(pipe: Pipe, owner?: Account): Flow {
      const flow = (last += 1);
      pipes.set(flow, pipe);
      if (owner !== undefined) owners.set(flow, owner);
      clock.after(unknownFor, () => {
        if (!owners.has(flow)) pipes.get(flow)?.close();
      });
      return flow;
    },
    ownerOf: (flow: Flow): Account | undefined => owners.get(flow),
    proved: (flow: Flow, account: Account): void => void owners.set(flow, account),
    /** Notes where this phone is; false: it claims to be another's. */
    note(flow: Flow, owner: Account, message: SipMessage, isAnswer: boolean): boolean {
      const contacts = (parseNameAddrs(headersOf(message, 'Contact')) ?? []).map(
        ({ uri }) => parseSipUri(uri)?.place,
      );
      const via = isAnswer ? undefined : parseVias(headersOf(message, 'Via'))?.[0]?.place;
      return [...contacts, via].every(
        (place) => place === undefined || places.seen(place, flow, owner.address),
      );
    },
    closed(flow: Flow): void {
      pipes.delete(flow);
      owners.delete(flow);
      places.lost(flow);
    },
  };
}

export type SipLines = ReturnType<typeof sipLines>;
