import type { Attempt, CallBook } from './call-book';
import type { Clock } from './clock';
import { dialledNumber, isExtension } from './dialled-number';
import type { Account } from './digest';
import { diallerPhone } from './dialler-phone';
import type { PassingOn, Target } from './pass-on';
import type { PbxOrder } from '../../protocol/pbx-order';
import type { OrderWord } from './parse-pbx-order';
import { companyNumber } from './who-is-meant';

/** How long an agent's own phone rings, ms. */
const rings = 30_000;
/** From the agent's answer to the call that the agent's phone is asked to make, ms. */
const callsWithin = 10_000;
/** The longest that the agent's phone reports on that call, ms. */
const reportsFor = 90_000;
/** In the book: no status of the client's phone, which was never called. */
const notPlaced = 500;

const no = (status: number, message: string): OrderWord => ({ status, message });
const done = (message: string): OrderWord => ({ status: 202, message });

/**
 * The PBX's own hand for agents with a phone on the desk: calls that phone, and when it is picked up asks it (REFER) to
 * call the client. Every wait has an end, and whatever it is, the gateway hears of it as of any call.
 */
export function dialler(parts: {
  readonly clock: Clock;
  readonly book: CallBook;
  readonly passing: PassingOn;
  readonly phonesOf: (address: string) => Target[];
  readonly accountAt: (address: string) => Account | undefined;
  readonly attach: (owner: Account, hear: (frame: Buffer) => void) => (frame: Buffer) => void;
  readonly newId: () => string;
}): (order: PbxOrder) => OrderWord {
  const { clock, book, phonesOf, accountAt, newId } = parts;
  const busy = new Set<string>();
  const phone = diallerPhone({ ...parts, rings });

  function place(extension: string, number: string, attempt: Attempt): void {
    busy.add(extension);
    let stop = (): void => undefined;
    const free = (): void => {
      stop();
      busy.delete(extension);
    };
    const leg = phone.call(
      { extension, number, callId: attempt.callId, id: newId() },
      {
        answered() {
          const give = attempt.handOver(extension, 'client_phone');
          // Forgets what never came; the call that did come is no longer waited for.
          const stopWaiting = clock.after(callsWithin, () => {
            if (give()) leg.end();
          });
          const stopReports = clock.after(reportsFor, leg.end);
          stop = () => {
            stopWaiting();
            stopReports();
            give();
          };
        },
        failed() {
          free();
          attempt.refused(notPlaced);
        },
        over() {
          free();
          attempt.over();
        },
      },
    );
    attempt.begun(leg.end);
  }

  return (order) => {
    if (order.command === 'hangup')
      return book.hangUp(order.call_id) ? done('It ends.') : no(404, 'There is no such call, or it is over.');
    const { extension, call_id, phone: written } = order;
    const number = dialledNumber(written);
    if (accountAt(extension)?.extension === undefined) return no(404, `There is no extension ${extension}.`);
    if (number === undefined || number === extension || number === companyNumber)
      return no(422, `${written} is no number that ${extension} can call.`);
    if (book.isTaken(call_id)) return no(409, `There was a call ${call_id} already.`);
    if (busy.has(extension)) return no(409, `${extension} is being rung for another call.`);
    if (phonesOf(extension).length === 0) return no(409, `No phone is signed in with ${extension}.`);
    const attempt = book.begin(call_id, {
      direction: 'outbound',
      from: isExtension(number) ? extension : companyNumber,
      to: number,
      caller: extension,
      meant: [extension],
    });
    attempt.rings([], 'own_phone');
    place(extension, number, attempt);
    return done(`${extension} rings.`);
  };
}
