import { header, sdp, set, statusOf, type SipMessage } from './sip-message';
import type { SipPeer } from './sip-peer';
import { answerTo, callPage, onceTalking, type Misbehaviour, type TalkLeg } from './sip-script';

const talk = (name: string, run: (peer: SipPeer, leg: TalkLeg) => void): Misbehaviour[] => [
  { name: `talk: ${name}`, plan: 'calls', play: (peer) => onceTalking(peer, (leg) => run(peer, leg)) },
];

const both = (name: string, run: (peer: SipPeer, leg: TalkLeg) => void): Misbehaviour[] => [
  ...talk(`${name} (we called)`, run),
  {
    name: `talk: ${name} (they called)`,
    plan: 'answers',
    play: (peer, time) => {
      if (time === 1) callPage(peer, (leg) => run(peer, leg));
    },
  },
];

const confirmed = (peer: SipPeer, leg: TalkLeg, request: SipMessage): void =>
  void answerTo(peer, request).then((response) => {
    if (statusOf(response) < 300)
      peer.inDialog(leg, 'ACK', (m) => set(m, 'CSeq', header(request, 'CSeq').replace('INVITE', 'ACK')));
    else peer.hopRequest(request, 'ACK');
  });

const renewed = (name: string, body: string, acked = true): Misbehaviour[] =>
  both(`re-INVITE ${name}`, (peer, leg) => {
    const request = peer.inDialog(leg, 'INVITE', undefined, body);
    if (acked) confirmed(peer, leg, request);
  });

const inTalk: Misbehaviour[] = [
  ...renewed('that holds', sdp('offer', 'sendonly')),
  ...renewed('that holds both ways', sdp('offer', 'inactive')),
  ...renewed('without sound', ''),
  ...renewed('of nonsense', 'nonsense'),
  ...renewed('of plain RTP', sdp('offer').replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP')),
  ...renewed('that is never confirmed', sdp('offer'), false),
  ...both('three re-INVITEs at once', (peer, leg) => {
    for (let time = 0; time < 3; time += 1)
      confirmed(peer, leg, peer.inDialog(leg, 'INVITE', undefined, sdp('offer')));
  }),
  ...both(
    'a REFER nobody asked for',
    (peer, leg) => void peer.inDialog(leg, 'REFER', (m) => set(m, 'Refer-To', '<sip:+79990000000@sandbox>')),
  ),
  ...talk('a REFER without a target', (peer, leg) => void peer.inDialog(leg, 'REFER')),
  ...talk(
    'a REFER out of the blue',
    (peer, leg) =>
      void peer.inDialog(leg, 'REFER', (m) => {
        set(m, 'To', header(m, 'To').replace(/;tag=.*/, ''));
        set(m, 'Refer-To', '<sip:1@x>');
      }),
  ),
  ...both('PRACK', (peer, leg) => void peer.inDialog(leg, 'PRACK', (m) => set(m, 'RAck', '1 1 INVITE'))),
  ...both('UPDATE', (peer, leg) => void peer.inDialog(leg, 'UPDATE', undefined, sdp('offer'))),
  ...talk('INFO of nonsense', (peer, leg) => void peer.inDialog(leg, 'INFO', undefined, 'nonsense')),
  ...talk(
    'NOTIFY nobody asked for',
    (peer, leg) => void peer.inDialog(leg, 'NOTIFY', (m) => set(m, 'Event', 'refer')),
  ),
  ...talk('MESSAGE', (peer, leg) => void peer.inDialog(leg, 'MESSAGE', undefined, 'hello')),
  ...talk(
    'SUBSCRIBE',
    (peer, leg) => void peer.inDialog(leg, 'SUBSCRIBE', (m) => set(m, 'Event', 'presence')),
  ),
  ...talk('a method nobody knows', (peer, leg) => void peer.inDialog(leg, 'TELEPORT')),
  ...talk('OPTIONS', (peer, leg) => void peer.inDialog(leg, 'OPTIONS')),
  ...talk(
    'a request with an old CSeq',
    (peer, leg) => void peer.inDialog(leg, 'INFO', (m) => set(m, 'CSeq', '0 INFO')),
  ),
  ...talk(
    'a CSeq beyond its range',
    (peer, leg) => void peer.inDialog(leg, 'INFO', (m) => set(m, 'CSeq', '4294967296 INFO')),
  ),
  ...talk(
    'a goodbye for another call',
    (peer, leg) => void peer.inDialog(leg, 'BYE', (m) => set(m, 'Call-ID', 'another')),
  ),
  ...talk(
    'a goodbye with another tag',
    (peer, leg) => void peer.inDialog(leg, 'BYE', (m) => set(m, 'From', '<sip:x@y>;tag=other')),
  ),
  ...both('two goodbyes', (peer, leg) => {
    peer.inDialog(leg, 'BYE');
    peer.inDialog(leg, 'BYE');
  }),
  ...both('the socket closes', (peer) => peer.socket.terminate()),
  ...both('the socket closes with a goodbye', (peer, leg) => {
    peer.inDialog(leg, 'BYE');
    peer.socket.close(1000);
  }),
];

const ends = (
  name: string,
  onBye: (request: SipMessage, peer: SipPeer, leg: TalkLeg) => void,
): Misbehaviour[] =>
  talk(name, (peer, leg) => {
    peer.on['BYE'] = (request) => onBye(request, peer, leg);
  });

const goodbyes: Misbehaviour[] = [
  ...ends('nothing to our goodbye', () => undefined),
  ...[401, 403, 407, 481, 500, 503].flatMap((code) =>
    ends(`${code} to our goodbye`, (request, peer) => void peer.reply(request, code)),
  ),
  ...ends('goodbyes cross', (request, peer, leg) => {
    peer.inDialog(leg, 'BYE');
    peer.reply(request, 200);
  }),
];

const holds: Misbehaviour[] = [
  '481',
  '488',
  '491',
  '500',
  '408',
  '200 without sound',
  '200 of nonsense',
  'nothing',
  '100 only',
  'a re-INVITE of its own',
  'a goodbye',
].map((how) => ({
  name: `hold: ${how}`,
  plan: 'calls-and-holds',
  play(peer) {
    onceTalking(peer, (leg) => {
      peer.on['INVITE'] = (request) => {
        if (/^\d+$/.test(how)) peer.reply(request, Number(how));
        else if (how === '200 without sound') peer.reply(request, 200);
        else if (how === '200 of nonsense') peer.reply(request, 200, { body: 'nonsense' });
        else if (how === '100 only') peer.reply(request, 100);
        else if (how === 'a goodbye') peer.inDialog(leg, 'BYE');
        else if (how === 'a re-INVITE of its own') {
          peer.inDialog(leg, 'INVITE', undefined, sdp('offer'));
          peer.reply(request, 491);
        }
      };
    });
  },
}));

const transfers: Misbehaviour[] = [
  '405',
  '603',
  'nothing',
  '202 and no news',
  '202 and 486',
  '202 and nonsense',
  'news before the 202',
  '202 and a goodbye',
].map((how) => ({
  name: `transfer: ${how}`,
  plan: 'calls-and-transfers',
  play(peer) {
    onceTalking(peer, (leg) => {
      const news = (body: string): void =>
        void peer.inDialog(
          leg,
          'NOTIFY',
          (m) => {
            set(m, 'Event', 'refer');
            set(m, 'Subscription-State', 'active');
            set(m, 'Content-Type', 'message/sipfrag');
          },
          body,
        );
      peer.on['REFER'] = (request) => {
        if (/^\d+$/.test(how)) peer.reply(request, Number(how));
        else if (how === 'news before the 202') {
          news('SIP/2.0 486 Busy Here');
          peer.reply(request, 202);
        } else if (how !== 'nothing') {
          peer.reply(request, 202);
          if (how === '202 and 486') news('SIP/2.0 486 Busy Here');
          if (how === '202 and nonsense') news('nonsense');
          if (how === '202 and a goodbye') peer.inDialog(leg, 'BYE');
        }
      };
    });
  },
}));

export const talkFaults: readonly Misbehaviour[] = [...inTalk, ...goodbyes, ...holds, ...transfers];
