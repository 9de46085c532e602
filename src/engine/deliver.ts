import type { EngineAnswer, Underway } from './message-desk';
import type { LogLine, Outcome } from './outcome';
import { failed } from './outcome';
import type { EnginePlan } from './plan/engine-plan';
import type { HostCall, ScriptProcess } from './script-process';
import type { EngineStore } from './store/open-store';
import { actionAnswer, faultReason, isWorthRetrying } from './verdict';

interface Around {
  readonly host: HostCall;
  readonly store: EngineStore;
  /** Another engine has the message by now, or its deadline came first. */
  readonly lost: (underway: Underway) => void;
  readonly settle: (underway: Underway, answer: EngineAnswer, fault?: string) => Promise<void>;
  readonly unsure: EnginePlan['unsure'];
  /** A script has written a line of its log. */
  readonly said: (id: string, line: LogLine) => void;
}

async function runIn(process: ScriptProcess, underway: Underway, { host, said }: Around): Promise<Outcome> {
  try {
    await process.ready;
  } catch (error) {
    return failed(
      'died',
      `its process did not start: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const left = Math.floor(underway.deadline - Date.now());
  if (left <= 0) return failed('time', 'its deadline has passed');
  const wallMs = Math.min(underway.assignment.timeoutMs, left);
  const { outcome, log } = await process.run({ entry: 'main', message: underway.body }, wallMs, host);
  for (const line of log) said(underway.id, line);
  return outcome;
}

/** What the script answers; undefined when it failed. */
function answerOf(outcome: Outcome, body: string): EngineAnswer | undefined {
  if (outcome.kind === 'refused')
    return { action: 'reject', code: outcome.code, message: outcome.text, reason: 'script' };
  if (outcome.kind === 'failed') return undefined;
  return { action: 'return', data: JSON.parse(outcome.value ?? body) as unknown };
}

/**
 * Brings a message to a worker: consumed on disk first, then run, then answered, given back or set aside. Resolves with
 * true when it waits again.
 */
export async function deliver(process: ScriptProcess, underway: Underway, around: Around): Promise<boolean> {
  const { store, settle, lost, unsure } = around;
  const { id, assignment } = underway;
  const attempt = underway.attempt + 1;
  const begun = store.messages.consume(id, attempt);
  underway.attempt = attempt;
  if (!(await begun)) {
    lost(underway);
    return false;
  }
  underway.stop = () => process.end();
  const ran = await runIn(process, underway, around);
  underway.stop = undefined;
  // Its deadline came first: the answer is given already.
  if (underway.isSettled) return false;
  const isNothing = ran.kind === 'returned' && ran.value === undefined && unsure.nothing === 'error';
  const outcome = isNothing ? failed('threw', 'returned nothing') : ran;
  if (outcome.kind !== 'failed') {
    const answer = answerOf(outcome, underway.body);
    if (answer !== undefined) await settle(underway, answer);
    return false;
  }
  const { fault } = outcome;
  const said = `${fault.code}: ${fault.message}`;
  if (!isWorthRetrying(fault, attempt, assignment, underway.deadline, Date.now())) {
    await settle(underway, actionAnswer(assignment, faultReason(fault)), said);
    return false;
  }
  if (await store.messages.release(id, attempt, said)) return true;
  lost(underway);
  return false;
}
