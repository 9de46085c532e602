/** What is open in this page, whoever opened it. */
export interface PageWatch {
  /** Microphone tracks that are live. */
  microphones(): number;
  /** Peer connections that were not closed. */
  connections(): number;
  /** Of all connections that are open: packets in and out, and energy of the sound that came. */
  sound(): Promise<{ packetsIn: number; packetsOut: number; energyIn: number }>;
  /** How far each connection has come, closed ones too, for a failure's message. */
  states(): string[];
  /** Every open microphone is pulled out, as far as the page can tell. */
  unplug(): void;
  /** No packet leaves this page any more, and nobody in it knows. */
  stopSending(): Promise<void>;
  readonly faults: string[];
}

/** Before anything else in the page runs. */
export function watchPage(): PageWatch {
  const tracks: MediaStreamTrack[] = [];
  const made: RTCPeerConnection[] = [];
  let connections: RTCPeerConnection[] = [];
  const faults: string[] = [];
  const devices = navigator.mediaDevices;
  const original = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await original(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
  const Original = RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
      made.push(this);
    }
  };
  window.addEventListener('error', ({ message }) => faults.push(`error: ${message}`));
  window.addEventListener('unhandledrejection', ({ reason }) => faults.push(`rejection: ${String(reason)}`));
  const open = (): RTCPeerConnection[] => {
    connections = connections.filter(({ signalingState }) => signalingState !== 'closed');
    return connections;
  };
  return {
    microphones: () => tracks.filter(({ readyState }) => readyState === 'live').length,
    connections: () => open().length,
    async sound() {
      const sum = { packetsIn: 0, packetsOut: 0, energyIn: 0 };
      for (const connection of open())
        for (const report of (await connection.getStats()).values() as Iterable<
          Record<string, number | string>
        >) {
          if (report['type'] === 'inbound-rtp') {
            sum.packetsIn += Number(report['packetsReceived'] ?? 0);
            sum.energyIn += Number(report['totalAudioEnergy'] ?? 0);
          }
          if (report['type'] === 'outbound-rtp') sum.packetsOut += Number(report['packetsSent'] ?? 0);
        }
      return sum;
    },
    states: () =>
      made.map(
        ({ signalingState, iceGatheringState, iceConnectionState, connectionState }) =>
          `${signalingState}, gathering ${iceGatheringState}, ice ${iceConnectionState}, ${connectionState}`,
      ),
    unplug() {
      for (const track of tracks.filter(({ readyState }) => readyState === 'live')) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    },
    async stopSending() {
      for (const connection of open())
        for (const sender of connection.getSenders()) await sender.replaceTrack(null);
    },
    faults,
  };
}

/** Waits without a word for what may fail. */
export const silent = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => undefined,
    () => undefined,
  );

export async function until(test: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  while (!test()) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
