// An agent calls a customer: from a phone of their own, or by a click in the CRM, which rings the agent first.
import { readClickToCall, type ClickToCall } from '../shared/click-to-call';
import { dispositionOf } from '../shared/disposition';
import { dial } from './dial';
import { gateway } from './gateway';
import { guarded } from './guarded';
import { extensionOf, phonesOf } from './phones-of';
import { reportedSession, type Session } from './reported-session';
import { ringInTurn } from './ring-in-turn';
import { readSettings, type Settings } from './settings';
import { talk } from './talk';

const agentRings = 30;
/** The host drops an agent who waits for 60 s, without saying why. */
const customerRings = 57;
const notFound = 404;
const noAnswer = 408;
const unavailable = 480;
const cancelled = 487;

const log = (line: string): void => Logger.write(line);
const settingsNow = (): Settings => readSettings((name) => VoxEngine.getSecretValue(name), log);

interface Dialled {
  readonly callId: string;
  readonly extension: string;
  readonly phone: string;
  readonly agent: Call;
  readonly session: Session;
  readonly settings: Settings;
  /** Whether the agent has been answered already: then there is nothing left to refuse them with. */
  readonly isAnswered: boolean;
}

/** Calls the customer for an agent who is on the line. */
function callCustomer({ callId, extension, phone, agent, session, settings, isAnswered }: Dialled): void {
  let isTaken = false;
  let isOver = false;
  let timer = 0;
  const give = (code: number): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    session.report.ended([extension], dispositionOf(code));
    guarded('agent', () => (isAnswered ? agent.hangup() : agent.reject(code)))();
    session.close();
  };
  const [target] = phonesOf(phone, settings);
  if (target === undefined) {
    log(`${phone} is nothing that can be called`);
    give(notFound);
    return;
  }
  const callerId = target.kind === 'pstn' && settings.callerId !== '' ? settings.callerId : extension;
  const customer = dial(target, { callerId, displayName: extension, callId, timeout: customerRings });
  session.report.ringing([extension]);
  timer = setTimeout(
    guarded('no answer', () => {
      customer.hangup();
      give(noAnswer);
    }),
    customerRings * 1000,
  );

  agent.addEventListener(
    CallEvents.Disconnected,
    guarded('agent gone', () => {
      if (isTaken) return;
      customer.hangup();
      give(cancelled);
    }),
  );
  customer.addEventListener(
    CallEvents.Ringing,
    guarded('customer rings', () => (isAnswered ? agent.playProgressTone('RU') : agent.ring())),
  );
  // What the network says before the answer ("the number is not in service") is for the agent's ears.
  customer.addEventListener(
    CallEvents.AudioStarted,
    guarded('early media', () => {
      if (isTaken || isOver) return;
      if (!isAnswered) agent.startEarlyMedia();
      VoxEngine.sendMediaBetween(agent, customer);
    }),
  );
  customer.addEventListener(
    CallEvents.Connected,
    guarded('customer answers', () => {
      if (isOver) return customer.hangup();
      isTaken = true;
      clearTimeout(timer);
      if (!isAnswered) agent.answer();
      return talk({ first: agent, second: customer, extension, session, isRecording: settings.isRecording });
    }),
  );
  customer.addEventListener(
    CallEvents.Failed,
    guarded('customer fails', ({ code }) => give(code)),
  );
}

function onDialled({ call, callerid, destination }: _CallAlertingEvent): void {
  const settings = settingsNow();
  const extension = extensionOf(callerid, settings);
  const callId = call.id();
  const told = { call_id: callId, direction: 'outbound', from: extension, to: destination } as const;
  const session = reportedSession(told, gateway(settings));
  callCustomer({ callId, extension, phone: destination, agent: call, session, settings, isAnswered: false });
}

function onClick({ call_id: callId, agent: extension, phone }: ClickToCall): void {
  const settings = settingsNow();
  const told = { call_id: callId, direction: 'outbound', from: extension, to: phone } as const;
  const session = reportedSession(told, gateway(settings));
  ringInTurn([{ extensions: [extension], seconds: agentRings }], {
    settings,
    as: { callerId: phone, displayName: phone, callId },
    until: Date.now() + agentRings * 1000,
    onStep: (extensions) => session.report.ringing(extensions),
    onAnswer: (agent) =>
      callCustomer({ callId, extension, phone, agent, session, settings, isAnswered: true }),
    onNobody() {
      // The customer was never called: nobody has missed anything.
      session.report.ended([extension], 'failed');
      session.close();
    },
  });
}

VoxEngine.addEventListener(
  AppEvents.CallAlerting,
  guarded('CallAlerting', onDialled, ({ call }) => {
    call.reject(unavailable);
    VoxEngine.terminate();
  }),
);
VoxEngine.addEventListener(
  AppEvents.Started,
  guarded(
    'Started',
    () => {
      const click = readClickToCall(VoxEngine.customData());
      if (click !== undefined) onClick(click);
    },
    () => VoxEngine.terminate(),
  ),
);
