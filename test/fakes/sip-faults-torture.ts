import { sdp } from './sip-message';
import { whenRegistered, type Misbehaviour } from './sip-script';
import { tortures } from './sip-torture';

/** RFC 4475's messages, each to a phone of its own. */
export const tortureFaults: readonly Misbehaviour[] = tortures('sip:nobody@page.invalid', sdp('offer')).map(
  ({ name, ring }, index): Misbehaviour => ({
    name: `RFC 4475: ${name}`,
    plan: 'ignores',
    play(peer, time) {
      if (time > 1) return;
      whenRegistered(peer, () => {
        const text = tortures(peer.contact, sdp('offer'))[index]?.text;
        if (text !== undefined) peer.send(text);
      });
    },
    ...(ring === 'never' && { mayRing: false }),
  }),
);
