/**
 * One call on the agent's own phone, from the click or the ring to its end. Every stage that waits for somebody has a
 * limit (`stageLimits`), and `timeout` leads out of it, so that no call outlives what it waits for.
 *
 *     preparing -> calling -> alerting -> joining -> talking -> ended
 *     incoming  -> answering ---------------------> talking -> ended
 *     any of them -> ending -> ended                nothing leaves `ended`
 */
export type PhoneStage =
  /** Opening the microphone and gathering addresses; nothing has been sent. */
  | 'preparing'
  /** The invitation is out, nobody has said anything yet. */
  | 'calling'
  /** The server or the far phone is at it. */
  | 'alerting'
  /** The far side has answered and the call is being joined. */
  | 'joining'
  | 'incoming'
  | 'answering'
  | 'talking'
  /** We have asked to end it and no longer send or hear anything. */
  | 'ending'
  | 'ended';

/** Why a call is over, for the agent. */
export type PhoneEnding =
  | 'hung-up'
  | 'far-hung-up'
  | 'cancelled'
  | 'answered-elsewhere'
  | 'declined'
  | 'busy'
  | 'no-answer'
  | 'unreachable'
  | 'no-such-number'
  | 'refused'
  | 'replaced'
  | 'transferred'
  | 'line-lost'
  | 'sound-lost'
  | 'far-side-gone'
  | 'no-microphone'
  | 'server-silent'
  | 'garbled';

/** What the driver of a call is to do with its leg, in this order. */
export type PhoneOrder =
  | 'answer'
  /** Every phone of this agent's number stops ringing. */
  | 'decline-everywhere'
  /** Only this one stops. */
  | 'decline-here'
  /** Nobody came to the phone. */
  | 'decline-late'
  /** Whatever the leg's state asks for: cancel or bye. Sound ends before it is sent. */
  | 'end'
  /** Forget the leg, and close what may still be open. */
  | 'drop';

export type PhoneEvent =
  | { readonly type: 'sent' | 'progress' | 'answer-seen' | 'joined' | 'timeout' | 'line-lost' | 'answer' }
  | { readonly type: 'decline'; readonly where: 'everywhere' | 'here' }
  | { readonly type: 'end'; readonly why: PhoneEnding }
  | { readonly type: 'over'; readonly why: PhoneEnding };

export interface PhoneStep {
  readonly stage: PhoneStage;
  readonly why?: PhoneEnding;
  readonly orders: readonly PhoneOrder[];
}

/** Milliseconds; a stage that is not named waits for nothing. */
export const stageLimits: Readonly<Partial<Record<PhoneStage, number>>> = {
  // The browser may be asking for the microphone.
  preparing: 60_000,
  calling: 10_000,
  alerting: 120_000,
  joining: 5_000,
  incoming: 120_000,
  answering: 15_000,
  ending: 5_000,
};

const timeouts: Readonly<Partial<Record<PhoneStage, PhoneEnding>>> = {
  preparing: 'no-microphone',
  calling: 'server-silent',
  alerting: 'no-answer',
  joining: 'garbled',
  incoming: 'no-answer',
  answering: 'server-silent',
};

const to = (stage: PhoneStage, ...orders: PhoneOrder[]): PhoneStep => ({ stage, orders });
const ending = (why: PhoneEnding): PhoneStep => ({ stage: 'ending', why, orders: ['end'] });
const ended = (why: PhoneEnding, ...orders: PhoneOrder[]): PhoneStep => ({
  stage: 'ended',
  why,
  orders: [...orders, 'drop'],
});

/** What becomes of a call; undefined where the event changes nothing. An earlier reason for the end stays. */
export function phoneStep(stage: PhoneStage, event: PhoneEvent): PhoneStep | undefined {
  if (stage === 'ended') return undefined;
  if (stage === 'ending')
    return event.type === 'over' || event.type === 'timeout' ? to('ended', 'drop') : undefined;
  switch (event.type) {
    case 'sent':
      return stage === 'preparing' ? to('calling') : undefined;
    case 'progress':
      return stage === 'preparing' || stage === 'calling' ? to('alerting') : undefined;
    case 'answer-seen':
      return stage === 'preparing' || stage === 'calling' || stage === 'alerting' ? to('joining') : undefined;
    case 'joined':
      return stage === 'incoming' || stage === 'talking' ? undefined : to('talking');
    case 'answer':
      return stage === 'incoming' ? to('answering', 'answer') : undefined;
    case 'decline':
      if (stage !== 'incoming' && stage !== 'answering') return undefined;
      return ended('declined', event.where === 'here' ? 'decline-here' : 'decline-everywhere');
    case 'end':
      return stage === 'incoming' ? ended(event.why, 'decline-here') : ending(event.why);
    case 'over':
      return ended(event.why);
    case 'line-lost':
      // A talk goes on without its signalling. Nothing else does: its answer would go to the socket that is gone.
      if (stage === 'talking' || stage === 'preparing') return undefined;
      return stage === 'incoming' ? ended('line-lost', 'decline-here') : ending('line-lost');
    case 'timeout': {
      const why = timeouts[stage];
      if (why === undefined) return undefined;
      return stage === 'incoming' ? ended(why, 'decline-late') : ending(why);
    }
  }
}
