import { header, type SipMessage } from './sip-message';
import type { SipPeer } from './sip-peer';
import { challenge, type Misbehaviour } from './sip-script';

const gives = (
  name: string,
  plan: 'gives-up' | 'gives-up-at-once',
  play: (peer: SipPeer) => void,
): Misbehaviour => ({
  name: `giving up: ${name}`,
  plan,
  play,
});
const rings = (peer: SipPeer): void => {
  peer.on['INVITE'] = (request) => void peer.reply(request, 180);
};
/** The agent hangs up before anybody has answered. */
export const givingUpFaults: readonly Misbehaviour[] = [
  gives('200 to the CANCEL and no 487', 'gives-up', (peer) => {
    rings(peer);
    peer.on['CANCEL'] = (request) => void peer.reply(request, 200);
  }),
  gives('481 to the CANCEL', 'gives-up', (peer) => {
    rings(peer);
    peer.on['CANCEL'] = (request) => void peer.reply(request, 481);
  }),
  gives('nothing to the CANCEL', 'gives-up', (peer) => {
    rings(peer);
    peer.on['CANCEL'] = () => undefined;
  }),
  gives('the answer crosses the CANCEL', 'gives-up', (peer) => {
    let invite: SipMessage | undefined;
    peer.on['INVITE'] = (request) => {
      invite = request;
      peer.reply(request, 180);
    };
    peer.on['CANCEL'] = (request) => {
      if (invite !== undefined) peer.answer(invite);
      peer.reply(request, 200);
    };
  }),
  gives('486 crosses the CANCEL', 'gives-up', (peer) => {
    let invite: SipMessage | undefined;
    peer.on['INVITE'] = (request) => {
      invite = request;
      peer.reply(request, 180);
    };
    peer.on['CANCEL'] = (request) => {
      if (invite !== undefined) peer.reply(invite, 486);
      peer.reply(request, 200);
    };
  }),
  gives('nobody had said anything', 'gives-up-at-once', (peer) => {
    peer.on['INVITE'] = () => undefined;
  }),
  gives('180 comes after it', 'gives-up-at-once', (peer) => {
    peer.on['INVITE'] = (request) => void setTimeout(() => peer.reply(request, 180), 700);
  }),
  gives('the answer comes after it', 'gives-up-at-once', (peer) => {
    peer.on['INVITE'] = (request) => void setTimeout(() => peer.answer(request), 700);
  }),
  ...[true, false].map((trying) =>
    gives(`during the challenge, ${trying ? 'after' : 'without'} a 100`, 'gives-up-at-once', (peer) => {
      peer.on['INVITE'] = (request) => {
        if (header(request, 'Proxy-Authorization') !== '') {
          peer.reply(request, 180);
          return;
        }
        if (trying) peer.reply(request, 100);
        setTimeout(() => peer.reply(request, 407, { change: challenge() }), 500);
      };
    }),
  ),
  gives('the socket closes upon the CANCEL', 'gives-up', (peer) => {
    rings(peer);
    peer.on['CANCEL'] = () => peer.socket.terminate();
  }),
];
