import type { SoundSample } from '../../domain/phone-call-sound';

const numberIn = (report: Record<string, unknown>, name: string): number => {
  const value = report[name];
  return typeof value === 'number' ? value : 0;
};

/** The browser's counters of one connection's sound. */
export async function soundSample(pc: RTCPeerConnection, now: number): Promise<SoundSample> {
  const sample = { packetsIn: 0, packetsOut: 0, lostIn: 0, lossOut: 0, jitter: 0, roundTrip: 0 };
  const stats: ReadonlyMap<string, Record<string, unknown>> = await pc.getStats();
  for (const report of stats.values()) {
    const type = report['type'];
    if (type === 'candidate-pair' && report['nominated'] === true)
      sample.roundTrip ||= numberIn(report, 'currentRoundTripTime');
    if (report['kind'] !== 'audio') continue;
    if (type === 'inbound-rtp') {
      sample.packetsIn += numberIn(report, 'packetsReceived');
      sample.lostIn += numberIn(report, 'packetsLost');
      sample.jitter = numberIn(report, 'jitter');
    }
    if (type === 'outbound-rtp') sample.packetsOut += numberIn(report, 'packetsSent');
    if (type === 'remote-inbound-rtp') {
      sample.lossOut = numberIn(report, 'fractionLost');
      sample.roundTrip = numberIn(report, 'roundTripTime') || sample.roundTrip;
    }
  }
  const connected = pc.iceConnectionState === 'connected' || pc.iceConnectionState === 'completed';
  return { at: now, ...sample, connected };
}
