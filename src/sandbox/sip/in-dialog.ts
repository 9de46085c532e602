import { answerTo } from './answer-to';
import type { CallBook } from './call-book';
import type { Clock } from './clock';
import { dialogKey } from './dialog-key';
import { forwardRequest } from './forward-request';
import { listItems } from './header-parts';
import { parseNameAddr } from './name-addr';
import type { PassingOn, Target } from './pass-on';
import type { ServerTransaction } from './server-transaction';
import { headersOf, type SipRequest } from './sip-message';
import type { SipLines } from './sip-lines';
import { parseSipUri } from './sip-uri';

/** A phone that was not heard of for so long will not come back to its talk, ms. */
const gone = 30_000;
/** Longest ringing of a re-INVITE, Timer C of RFC 3261, ms. */
const timerC = 180_000;
/** Between a phone's word that it will call somebody and that call, ms. */
const referralLasts = 15_000;

/** Requests inside a talk: to the phone that they name, wherever it is by now. */
export function inDialog(parts: { clock: Clock; lines: SipLines; passing: PassingOn; book: CallBook }) {
  const { clock, lines, passing, book } = parts;

  function targetOf(request: SipRequest): Target | undefined {
    const [next] = headersOf(request, 'Route').flatMap((line) => listItems(line) ?? []);
    const hop = next === undefined ? request.uri : (parseNameAddr(next)?.uri ?? '');
    const place = parseSipUri(hop)?.place;
    return place === undefined ? undefined : { uri: request.uri, place };
  }

  return {
    /** An ACK has no answer, so nothing of it is kept. */
    acknowledge(request: SipRequest): void {
      const target = targetOf(request);
      if (target === undefined) return;
      const id = `ack${String(clock.now())}`;
      lines.sendTo(target.place, forwardRequest(request, { uri: target.uri, id }).request);
    },
    pass(server: ServerTransaction): void {
      const { request } = server;
      const dialog = dialogKey(request);
      const target = targetOf(request);
      if (request.method === 'BYE') book.endLeg(dialog);
      const lost = target === undefined ? undefined : lines.places.lostFor(target.place);
      if (target === undefined || lost === undefined || lost > 0) {
        const status = lost !== undefined && lost <= gone ? 480 : 481;
        return server.respond(answerTo(request, status, 'sandbox'));
      }
      passing.start({
        server,
        steps: [{ targets: [target], ...(request.method === 'INVITE' && { rings: timerC }) }],
        onYes() {
          if (request.method !== 'REFER') return;
          const address = lines.places.addressOf(target.place);
          if (address !== undefined) clock.after(referralLasts, book.refer(dialog, address));
        },
      });
    },
  };
}
