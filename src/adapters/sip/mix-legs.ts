import type { SipLeg } from './sip-leg';

/** Lets all of these hear each other: each is sent our microphone and all the others. */
export function mixLegs(legs: readonly SipLeg[]): () => void {
  const context = new AudioContext();
  const sources = legs.map((leg) => ({
    leg,
    far: context.createMediaStreamSource(leg.media.remote),
    near:
      leg.media.microphone === undefined
        ? undefined
        : context.createMediaStreamSource(new MediaStream([leg.media.microphone])),
  }));
  for (const { leg, near } of sources) {
    const out = context.createMediaStreamDestination();
    near?.connect(out);
    for (const other of sources) if (other.leg !== leg) other.far.connect(out);
    void leg.media.sendInstead(out.stream.getAudioTracks()[0]).catch(() => undefined);
  }
  return () => {
    for (const { leg } of sources) void leg.media.sendInstead(undefined).catch(() => undefined);
    void context.close();
  };
}
