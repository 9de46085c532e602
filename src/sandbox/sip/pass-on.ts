import { answerTo } from './answer-to';
import { clientBranch, type Branch } from './client-branch';
import type { Clock } from './clock';
import { listItems } from './header-parts';
import { forwardRequest } from './forward-request';
import { fork, type Fork, type Step } from './fork';
import type { ServerTransaction } from './server-transaction';
import { headersOf, withHeader, without, type Header, type SipResponse } from './sip-message';
import type { SipLines } from './sip-lines';
import { parseVias } from './via';

/** A phone to which a request goes. */
export interface Target {
  readonly uri: string;
  readonly place: string;
}

/** After this no answer to what was passed on is expected any more, ms. */
const memory = 32_000;

export interface PassOn {
  readonly server: ServerTransaction;
  readonly steps: readonly Step<Target>[];
  /** Told to both phones: which call it is, and who calls. */
  readonly marks?: readonly Header[];
  readonly onStep?: (targets: readonly Target[], why: string | undefined) => void;
  readonly onYes?: (target: Target, response: SipResponse) => void;
  readonly onOver?: (status: number) => void;
}

function withoutOwnVia(response: SipResponse): SipResponse | undefined {
  const [, ...rest] = headersOf(response, 'Via').flatMap((line) => listItems(line) ?? []);
  if (rest.length === 0) return undefined;
  const vias = rest.map((value) => ({ name: 'Via', value }));
  return { ...response, headers: [...vias, ...without(response, 'Via').headers] };
}

/** Requests on their way to phones, and the answers back. */
export function passingOn(clock: Clock, lines: SipLines, newId: () => string) {
  const branches = new Map<string, Branch>();
  const forks = new Map<ServerTransaction, Fork>();

  return {
    start(pass: PassOn): void {
      const { server, steps, marks = [] } = pass;
      const marked = (response: SipResponse): SipResponse =>
        marks.reduce((made, { name, value }) => withHeader(made, name, value), response);
      const branchTo = (
        target: Target,
        onAnswer: (response: SipResponse, isOurs: boolean) => void,
      ): Branch => {
        const { request, branch: name } = forwardRequest(server.request, {
          uri: target.uri,
          id: newId(),
          marks,
        });
        const branch = clientBranch({
          request,
          place: target.place,
          clock,
          send: (message) => lines.sendTo(target.place, message),
          isThere: () => lines.places.flowOf(target.place) !== undefined,
          onAnswer(response, isOurs) {
            if (response.status >= 200) clock.after(memory, () => branches.delete(name));
            onAnswer(marked(response), isOurs);
          },
        });
        branches.set(name, branch);
        return branch;
      };
      const made = fork<Target>({
        ...{ server, steps, clock, branchTo },
        onStep: (targets, why) => pass.onStep?.(targets, why),
        onYes(target, response) {
          forks.delete(server);
          pass.onYes?.(target, response);
        },
        onOver(status) {
          forks.delete(server);
          if (status >= 300) pass.onOver?.(status);
        },
      });
      forks.set(server, made);
      made.start();
    },
    cancel(server: ServerTransaction): void {
      const made = forks.get(server);
      if (made !== undefined) made.cancel();
      // Nobody rings yet: it is still being asked who shall.
      else server.respond(answerTo(server.request, 487, 'sandbox'));
    },
    /** An answer, if it comes from the phone that was asked. */
    answered(response: SipResponse, address: string): void {
      const [own] = parseVias(headersOf(response, 'Via')) ?? [];
      const branch = branches.get(own?.branch ?? '');
      if (branch === undefined || lines.places.addressOf(branch.place) !== address) return;
      const onward = withoutOwnVia(response);
      if (onward !== undefined) branch.receive(onward);
    },
    /** Phones that rang on a connection which is gone. */
    lost(): void {
      for (const each of [...forks.values()])
        each.lost(({ place }) => lines.places.flowOf(place) === undefined);
    },
  };
}

export type PassingOn = ReturnType<typeof passingOn>;
