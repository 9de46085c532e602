import { header, set, statusOf, type SipMessage } from './sip-message';
import type { SipPeer } from './sip-peer';

/** What the agent does in the page while the server misbehaves. */
export type AgentPlan =
  /** Calls, talks for a moment if it comes to that, hangs up. */
  | 'calls'
  /** Calls and gives up while it rings. */
  | 'gives-up'
  /** Calls and gives up at once, before anything was heard. */
  | 'gives-up-at-once'
  /** Calls, holds, takes back, hangs up. */
  | 'calls-and-holds'
  | 'calls-and-transfers'
  /** Lets it ring, answers, talks for a moment, hangs up. */
  | 'answers'
  | 'declines'
  | 'ignores'
  /** Only looks at the registration. */
  | 'watches';

/** One misbehaviour of a SIP server. */
export interface Misbehaviour {
  readonly name: string;
  readonly plan: AgentPlan;
  /** Runs when the page's socket has opened; again at each new socket, with `time` counting them from 1. */
  play(peer: SipPeer, time: number): void;
  /** A ring here is a fault of ours: this call must never be heard. */
  readonly mayRing?: false;
}

export const isRegistered = (peer: SipPeer): Promise<SipMessage> => peer.request('REGISTER');

/** Runs once the page is registered and could take a call. */
export function whenRegistered(peer: SipPeer, run: () => void): void {
  void isRegistered(peer).then(() => setTimeout(run, 30));
}

export interface TalkLeg {
  request: SipMessage;
  response: SipMessage;
}

/** Answers the page's call well, and runs when it has been confirmed. */
export function onceTalking(peer: SipPeer, run: (leg: TalkLeg) => void): void {
  peer.on['INVITE'] = (request) => {
    if (header(request, 'To').includes(';tag=')) {
      peer.answer(request);
      return;
    }
    peer.reply(request, 180);
    const response = peer.answer(request);
    void peer.request('ACK').then(() => setTimeout(() => run({ request, response }), 60));
  };
}

/** The page's first final answer to this INVITE of ours. */
export const answerTo = (peer: SipPeer, invite: SipMessage): Promise<SipMessage> =>
  peer.next(
    (message) =>
      statusOf(message) >= 200 &&
      header(message, 'Call-ID') === header(invite, 'Call-ID') &&
      header(message, 'CSeq') === header(invite, 'CSeq'),
  );

/** Calls the page and confirms its answer, whatever it is; runs if it was a yes. */
export function callPage(peer: SipPeer, run: (leg: TalkLeg) => void): void {
  whenRegistered(peer, () => {
    const request = peer.invite();
    void answerTo(peer, request).then((response) => {
      if (statusOf(response) >= 300) {
        peer.hopRequest(request, 'ACK');
        return;
      }
      peer.inDialog({ request, response }, 'ACK');
      setTimeout(() => run({ request, response }), 30);
    });
  });
}

/** Asks who is calling. */
export const challenge =
  (more = ''): ((message: SipMessage) => void) =>
  (message) =>
    set(
      message,
      'Proxy-Authenticate',
      `Digest realm="sandbox", nonce="${Math.random()}", algorithm=MD5, qop="auth"${more}`,
    );
