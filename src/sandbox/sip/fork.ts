import { answerTo } from './answer-to';
import { bestAnswer } from './best-answer';
import type { Branch } from './client-branch';
import type { Clock } from './clock';
import type { ServerTransaction } from './server-transaction';
import type { SipResponse } from './sip-message';

/** Phones that ring together, until one answers or the time is up. */
export interface Step<Target> {
  readonly targets: readonly Target[];
  /** ms; undefined: as long as the phones themselves want. */
  readonly rings?: number;
  /** What is told of it when it begins. */
  readonly why?: string | undefined;
}

const elsewhere = 'SIP;cause=200;text="Call completed elsewhere"';

export interface Fork {
  start(): void;
  /** The caller has given up. */
  cancel(): void;
  lost(place: (branch: Branch) => boolean): void;
}

/** Who hears what, while phones ring: first yes wins, 6xx ends it, else the best refusal of all (RFC 3261 16.7). */
export function fork<Target>(parts: {
  server: ServerTransaction;
  steps: readonly Step<Target>[];
  clock: Clock;
  branchTo: (target: Target, onAnswer: (response: SipResponse, isOurs: boolean) => void) => Branch;
  onStep: (targets: readonly Target[], why: string | undefined) => void;
  onYes: (target: Target, response: SipResponse) => void;
  onOver: (status: number) => void;
}): Fork {
  const { server, steps, clock, branchTo, onStep, onYes, onOver } = parts;
  const { request } = server;
  const refusals: SipResponse[] = [];
  let branches: Branch[] = [];
  let next = 0;
  let won = false;
  let given: 'up' | 'no' | undefined;
  let stopRinging = (): void => undefined;

  const answer = (response: SipResponse): void => {
    if (server.isOver) return;
    stopRinging();
    server.respond(response);
    onOver(response.status);
  };
  const conclude = (): void => {
    if (given === 'up') return answer(answerTo(request, 487, 'sandbox'));
    const best = bestAnswer(refusals) ?? answerTo(request, 480, 'sandbox');
    // A 503 would tell the caller that the whole server is down.
    answer(best.status === 503 ? { ...best, status: 500, reason: 'Server Internal Error' } : best);
  };
  const goOn = (): void => {
    if (won || server.isOver || branches.some(({ isOver }) => !isOver)) return;
    const step = given === undefined ? steps[next] : undefined;
    next += 1;
    if (step === undefined) return conclude();
    if (step.targets.length === 0) return goOn();
    onStep(step.targets, step.why);
    branches = step.targets.map((target) => {
      const branch: Branch = branchTo(target, (response, isOurs) => heard(target, branch, response, isOurs));
      return branch;
    });
    if (step.rings !== undefined)
      stopRinging = clock.after(step.rings, () => {
        for (const branch of branches) branch.cancel(undefined);
        if (next >= steps.length) refusals.push(answerTo(request, 408, 'sandbox'));
      });
    for (const branch of [...branches]) branch.start();
  };
  const heard = (target: Target, branch: Branch, response: SipResponse, isOurs: boolean): void => {
    const { status } = response;
    if (status < 200) {
      if (status > 100 && !won && given === undefined) server.respond(response);
    } else if (status < 300) {
      const isFirst = !won;
      won = true;
      stopRinging();
      for (const other of branches) if (other !== branch) other.cancel(elsewhere);
      if (isFirst && !server.isOver) {
        server.respond(response);
        onYes(target, response);
      } else server.respond(response);
    } else if (!won) {
      refusals.push(isOurs ? answerTo(request, status, 'sandbox') : response);
      if (status >= 600 && given === undefined) {
        given = 'no';
        for (const other of branches) other.cancel(undefined);
      }
      if (branches.every(({ isOver }) => isOver)) {
        stopRinging();
        goOn();
      }
    }
  };

  return {
    start: goOn,
    cancel() {
      if (won || server.isOver) return;
      given = 'up';
      for (const branch of branches) branch.cancel(undefined);
      goOn();
    },
    lost(isGone) {
      for (const branch of branches.filter(isGone)) branch.lost();
    },
  };
}
