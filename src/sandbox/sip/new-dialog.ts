import { answerTo } from './answer-to';
import type { CallBook, Sides } from './call-book';
import { dialledNumber } from './dialled-number';
import { dialogKey, replacedDialog } from './dialog-key';
import type { Account } from './digest';
import { domain } from './forward-request';
import { goodbyes } from './goodbyes';
import { parseNameAddrs } from './name-addr';
import type { OutsideCalls } from './outside-calls';
import type { PassingOn, Target } from './pass-on';
import type { Registrar } from './registrar';
import type { RoutePlan } from './route-plan';
import type { ServerTransaction } from './server-transaction';
import { headerOf, headersOf, type Header, type SipMessage, type SipRequest } from './sip-message';
import type { SipLines } from './sip-lines';
import { parseSipUri } from './sip-uri';
import { companyNumber, type WhoIsMeant } from './who-is-meant';

/** How long a phone rings that was called directly, ms. */
const rings = 60_000;

const contactPlace = (message: SipMessage): string[] => {
  const uri = parseNameAddrs(headersOf(message, 'Contact'))?.[0]?.uri;
  const place = uri === undefined ? undefined : parseSipUri(uri)?.place;
  return place === undefined ? [] : [place];
};

const marksOf = (callId: string, caller: Account, sides: Sides | undefined): Header[] => [
  { name: 'X-Call-Id', value: callId },
  // People outside see the company's number, not an agent's.
  {
    name: 'P-Asserted-Identity',
    value: `<sip:${sides?.caller === undefined ? caller.address : companyNumber}@${domain}>`,
  },
];

/** Calls, and whatever else is asked of a number: whose phones get it, and which call it is. */
export function newDialog(parts: {
  readonly lines: SipLines;
  readonly phones: Registrar;
  readonly passing: PassingOn;
  readonly book: CallBook;
  readonly outside: OutsideCalls;
  readonly whoIsMeant: WhoIsMeant;
  readonly accountAt: (address: string) => Account | undefined;
  readonly hosts: ReadonlySet<string>;
  readonly newId: () => string;
}) {
  const { lines, phones, passing, book, outside, whoIsMeant, accountAt, hosts, newId } = parts;

  const phonesOf = (address: string): Target[] =>
    phones.phonesOf(address).map(({ uri, place }) => ({ uri, place }));
  const ownerOf = ({ place }: Target): Account | undefined => accountAt(lines.places.addressOf(place) ?? '');

  /** Agents' phones name their calls, so that their page knows it again in our events. */
  function ownName(request: SipRequest, caller: Account): string | undefined {
    const name = headerOf(request, 'X-Call-Id');
    if (name === undefined || caller.extension === undefined || !/^[\da-f-]{36}$/.test(name))
      return undefined;
    return book.isTaken(name) ? undefined : name;
  }

  /** The call that this INVITE goes on with: a transfer, or a rescue. */
  function earlier(request: SipRequest, caller: Account) {
    const isReferred = headerOf(request, 'Referred-By') !== undefined;
    const replaced = replacedDialog(request);
    return (
      (isReferred ? book.followReferral(caller.address) : undefined) ??
      (replaced === undefined ? undefined : book.follow(replaced))
    );
  }

  async function invite(
    server: ServerTransaction,
    caller: Account,
    to: string,
    at: Target | undefined,
  ): Promise<void> {
    const { request } = server;
    const callId = ownName(request, caller) ?? `c-${newId()}`;
    const { plan, sides } = await whoIsMeant(callId, caller, to);
    const attempt = earlier(request, caller) ?? (sides && book.begin(callId, sides));
    const isOutside = at === undefined && caller.extension !== undefined && to.startsWith('+');
    const noted =
      isOutside && to !== companyNumber && attempt !== undefined
        ? outside.begin({ call_id: attempt.callId, extension: caller.extension, number: to })
        : undefined;
    const refused = (status: number): void => {
      noted?.refused(status);
      attempt?.refused(status);
    };
    if (server.isOver) return refused(487);
    const steps: RoutePlan = at === undefined ? plan : { steps: [{ numbers: [], rings }] };
    if ('status' in steps) {
      server.respond(answerTo(request, steps.status, 'sandbox', [], steps.reason));
      return refused(steps.status);
    }
    attempt?.begun(() => passing.cancel(server));
    passing.start({
      server,
      ...(attempt !== undefined && { marks: marksOf(attempt.callId, caller, sides) }),
      steps: steps.steps.map((step) => ({
        rings: step.rings,
        why: step.why,
        // Read when the step begins: phones come and go while an earlier one rings.
        get targets() {
          return at === undefined ? step.numbers.flatMap(phonesOf) : [at];
        },
      })),
      onStep(targets, why) {
        const extensions = targets.map((target) => ownerOf(target)?.extension);
        attempt?.rings(
          [...new Set(extensions)].filter((one) => one !== undefined),
          why,
        );
      },
      onYes(target, response) {
        const owner = ownerOf(target);
        const by = { extension: owner?.extension, isMachine: owner?.isMachine === true };
        const dialog = dialogKey(response);
        noted?.answered(dialog, by.isMachine);
        const places = [...contactPlace(request), target.place];
        const sayGoodbye = (): void => goodbyes(request, response, newId()).forEach(lines.sendAt);
        attempt?.answered(by, { dialog, places, sayGoodbye });
      },
      onOver: refused,
    });
  }

  /** Anything but a call goes to all phones of a number at once. */
  function direct(server: ServerTransaction, targets: readonly Target[], number: string): void {
    if (targets.length > 0) return passing.start({ server, steps: [{ targets }] });
    const status = accountAt(number) === undefined ? 404 : 480;
    server.respond(answerTo(server.request, status, 'sandbox'));
  }

  return function pass(server: ServerTransaction, caller: Account): void {
    const { method, uri: target } = server.request;
    const uri = parseSipUri(target);
    const isElsewhere = uri !== undefined && !hosts.has(uri.host);
    // A transfer leads straight to a phone that takes part in a talk.
    const address = isElsewhere ? lines.places.addressOf(uri.place) : undefined;
    if (isElsewhere && address === undefined) return server.respond(answerTo(server.request, 404, 'sandbox'));
    const number = address ?? dialledNumber(uri?.user ?? target.replace(/^tel:|;.*$/gi, '')) ?? '';
    const at = isElsewhere ? { uri: target, place: uri.place } : undefined;
    if (method === 'INVITE') void invite(server, caller, number, at);
    else direct(server, at === undefined ? phonesOf(number) : [at], number);
  };
}
