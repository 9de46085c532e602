import { hostApp } from '../../adapters/amocrm/host';
import { browserClock as clock } from '../../adapters/browser/clock';
import { inNextTask, ownTask } from '../../adapters/browser/next-task';
import { colleagueWatch } from '../../adapters/pbx/colleague-watch';
import { sipAddress } from '../../adapters/sip/sip-user-agent';
import type { HeldPhone } from '../../agent/lead-phone';
import { canBeRescued, phoneRescue } from '../../agent/phone-rescue';
import type { PhoneCall, PhoneState } from '../../agent/phone-state';
import type { ColleagueStates } from '../../domain/colleague';
import { lifetime, type Undo } from '../../domain/undo';
import type { Pbx } from '../../ports/pbx';
import type { PhoneAccount } from '../../ports/phone';
import startPhone, { soundOf } from './phone';

export interface PhoneLineParts {
  readonly account: PhoneAccount;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  /** What the last leader has published: its talks are taken over. */
  readonly last: PhoneState | undefined;
  /** Another tab would take the lead, and our talks, if this one went. */
  readonly accompanied: () => boolean;
  readonly pbx: Pick<Pbx, 'watchColleagues' | 'hangUp'>;
  readonly onState: (state: PhoneState) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** A talk, or a call that we make; whoever still rings here will ring in the next tab. */
const isOurs = ({ stage }: PhoneCall): boolean =>
  stage !== 'incoming' && stage !== 'ending' && stage !== 'ended';

/** The line of this agent, in the tab that holds it. */
export default async function holdLine(parts: PhoneLineParts): Promise<HeldPhone> {
  // Each of the three is a long task for the page.
  sipAddress(parts.account.uri);
  await ownTask();
  const heard = soundOf(parts.own);
  await ownTask();
  return hold(parts, heard);
}

function hold(parts: PhoneLineParts, heard: ReturnType<typeof soundOf>): HeldPhone {
  const { account, own, last, accompanied, pbx, onUnexpected } = parts;
  const life = lifetime(onUnexpected);
  let busy = false;
  let colleagues: ColleagueStates | undefined;
  let stopWatching: Undo = () => undefined;
  const rescued = (): readonly string[] =>
    accompanied() ? phone.state.calls.filter(canBeRescued).map(({ id }) => id) : [];
  const publish = (state: PhoneState): void => {
    rescue.heard(state);
    parts.onState({ ...rescue.shown(state), ...(colleagues !== undefined && { colleagues }) });
    const nowBusy = state.calls.some(isOurs);
    if (nowBusy === busy) return;
    busy = nowBusy;
    stopWatching();
    colleagues = undefined;
    // Only whoever has a call can give it away; the others need not hear of every change.
    stopWatching = !busy
      ? () => undefined
      : colleagueWatch(pbx, (told) => {
          colleagues = told;
          publish(phone.state);
        });
    // A page that amoCRM reloads for its new version would take the call with it.
    hostApp().sdk?.setCallingStatus(busy);
  };
  const rescue = phoneRescue({
    left: last?.calls ?? [],
    clock,
    run: (command) => phone.run(command),
    hangUp: (callId) => pbx.hangUp(callId),
    onChange: () => publish(phone.state),
  });
  const phone = startPhone({ account, own, rescued, onState: publish, onUnexpected }, heard);
  life.own(() => {
    if (busy) hostApp().sdk?.setCallingStatus(false);
  });
  life.own(phone.stop);
  life.own(() => stopWatching());
  life.own(() => phone.leave(rescued()));
  life.own(rescue.stop);
  const ask = (event: BeforeUnloadEvent): void => {
    if (busy) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  life.own(() => window.removeEventListener('beforeunload', ask));
  // Until then the tabs show what whoever asked for the line has told them.
  life.own(inNextTask(() => publish(phone.state)));
  return { run: (command) => phone.run(command), renew: (to) => phone.renew(to), stop: () => life.end() };
}
