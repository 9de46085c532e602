import { Inviter, SessionState, UserAgent, type Invitation } from 'sip.js';
import type { CallStage, Ending, PhoneState } from './phone-state';
import { sipPhone, type PhoneAccount } from './sip-phone';
import type { Sounds } from './sounds';
import { numberOf, talk, type Talk } from './talk';

export interface Phone {
  call(number: string): void;
  answer(): void;
  hangUp(): void;
  tone(digit: string): void;
  stop(): void;
}

/** The machine lets it ring twice, ms. */
const machineWaits = 2_000;
const answerLasts = 90_000;

/** A telephone with one line. `isMachine`: it answers by itself, with a tone in place of a voice. */
export function phone(parts: {
  account: PhoneAccount;
  isMachine: boolean;
  sounds: Sounds;
  play: (sound: MediaStream | undefined) => void;
  onState: (state: PhoneState) => void;
}): Phone {
  const { account, isMachine, sounds, play, onState } = parts;
  let state: PhoneState = { line: 'signing-in', call: undefined, ending: undefined };
  let current: Talk | undefined;
  let wasLost = false;

  const become = (change: Partial<PhoneState>): void => {
    state = { ...state, ...change };
    const stage = state.call?.stage;
    sounds.ring(stage === 'incoming' ? 'incoming' : stage === 'ringing' ? 'ringback' : undefined);
    onState(state);
  };
  async function microphone(): Promise<MediaStream> {
    if (isMachine) return sounds.machine();
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      become({ ending: 'no-microphone' });
      throw error;
    }
  }
  const line = sipPhone({
    account,
    microphone,
    onInvite,
    onLine(next) {
      become({ line: next });
      if (next === 'ready' && wasLost) current?.renew();
      wasLost = next === 'lost';
    },
  });

  /** `before`: the talk that this one takes the place of, once it is one. */
  function begin(session: Inviter | Invitation, stage: CallStage | undefined, before?: Talk) {
    // The PBX has nothing to say to us: it will ask us to call somebody.
    const ordered = !(session instanceof Inviter) && session.request.hasHeader('X-Click-To-Call');
    const number = session instanceof Inviter ? (session.remoteIdentity.uri.user ?? '') : numberOf(session);
    const made = talk(session, number, {
      talking(sound) {
        if (ordered) return become({ call: { stage: 'calling', number } });
        current = made;
        play(sound);
        become({ call: { stage: 'talking', number, since: Date.now() } });
      },
      over(why: Ending) {
        if (current !== made) return;
        current = undefined;
        play(undefined);
        become({ call: undefined, ending: state.ending === 'no-microphone' ? 'no-microphone' : why });
      },
      referred: (inviter) => invite(ordered ? begin(inviter, 'calling') : begin(inviter, undefined, made)),
    });
    if (before === undefined) current = made;
    if (stage !== undefined)
      become({ call: { stage, number, ...(ordered && { ordered }) }, ending: undefined });
    return made;
  }
  function invite(made: ReturnType<typeof begin>): void {
    const { session } = made;
    if (!(session instanceof Inviter)) return;
    const onProgress = (): void => {
      if (current === made) become({ call: { stage: 'ringing', number: made.number } });
    };
    const requestDelegate = {
      onProgress,
      onReject: ({ message }: { message: { statusCode?: number | undefined } }) =>
        made.refused(message.statusCode ?? 500),
    };
    session.invite({ requestDelegate }).catch(() => made.end());
    setTimeout(() => {
      if (session.state === SessionState.Establishing) made.end();
    }, answerLasts);
  }
  function onInvite(invitation: Invitation): void {
    // A talk that goes on from another tab or after a transfer: nobody has to answer it again.
    const replaced = invitation.replacee;
    if (replaced !== undefined) {
      begin(invitation, undefined, current);
      void invitation.accept().catch(() => undefined);
      return;
    }
    if (current !== undefined) return void invitation.reject({ statusCode: 486 });
    begin(invitation, 'incoming');
    if (isMachine) setTimeout(answer, machineWaits);
  }
  function answer(): void {
    const session = current?.session;
    if (session === undefined || !('accept' in session) || state.call?.stage !== 'incoming') return;
    session.accept().catch(() => current?.end());
  }

  onState(state);
  return {
    call(number) {
      const uri = UserAgent.makeURI(`sip:${encodeURIComponent(number)}@sandbox`);
      if (uri === undefined || current !== undefined) return;
      invite(begin(new Inviter(line.userAgent, uri), 'calling'));
    },
    answer,
    hangUp: () => current?.end(),
    tone: (digit) => current?.tone(digit),
    stop() {
      current?.end();
      line.stop();
    },
  };
}
