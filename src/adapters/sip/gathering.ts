/** Milliseconds that a call waits for addresses of each kind, from the moment the browser starts to look. */
export const gatheringLimits = { host: 100, srflx: 200, relay: 400, none: 3000 } as const;

const urlsOf = (servers: readonly RTCIceServer[]): string[] => servers.flatMap(({ urls }) => urls);

/**
 * Settles when the call may go out: all addresses are known, or those worth waiting for, or their time is up and there
 * is at least one. A server that never answers would hold up each call by many seconds otherwise.
 */
export function gathered(
  pc: RTCPeerConnection,
  servers: readonly RTCIceServer[],
  startedAt: number,
): Promise<void> {
  if (pc.iceGatheringState === 'complete') return Promise.resolve();
  const wanted = urlsOf(servers).some((url) => /^turns?:/.test(url))
    ? 'relay'
    : urlsOf(servers).some((url) => /^stuns?:/.test(url))
      ? 'srflx'
      : 'host';
  return new Promise((resolve) => {
    const timers: ReturnType<typeof setTimeout>[] = [];
    const usable = (): boolean => /\r?\na=candidate:/.test(pc.localDescription?.sdp ?? '');
    const done = (): void => {
      timers.forEach(clearTimeout);
      pc.removeEventListener('icecandidate', onCandidate);
      pc.removeEventListener('icegatheringstatechange', onState);
      resolve();
    };
    const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent): void => {
      if (candidate === null || candidate.type === wanted || performance.now() >= due) {
        // The others of the same kind come with it.
        timers.push(setTimeout(done, candidate === null ? 0 : 10));
      }
    };
    const onState = (): void => {
      if (pc.iceGatheringState === 'complete' || pc.signalingState === 'closed') done();
    };
    const due = startedAt + gatheringLimits[wanted];
    timers.push(
      setTimeout(() => {
        if (usable()) done();
      }, due - performance.now()),
      setTimeout(done, gatheringLimits.none),
    );
    pc.addEventListener('icecandidate', onCandidate);
    pc.addEventListener('icegatheringstatechange', onState);
  });
}
