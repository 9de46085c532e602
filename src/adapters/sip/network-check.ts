import type { NetworkFindings } from '../../ports/phone-computer';
import type { PhoneAccount } from '../../ports/phone';

type Server = PhoneAccount['iceServers'][number];

const giveUpAfter = 4000;

/** Whether one server gives us an address: STUN one outside, TURN one at itself. */
function answers(server: Server, url: string): Promise<boolean> {
  const turn = /^turns?:/i.test(url);
  return new Promise((resolve) => {
    let connection: RTCPeerConnection;
    try {
      connection = new RTCPeerConnection({
        iceServers: [{ ...server, urls: url }],
        iceTransportPolicy: turn ? 'relay' : 'all',
      });
    } catch {
      resolve(false);
      return;
    }
    const done = (found: boolean): void => {
      clearTimeout(timer);
      connection.close();
      resolve(found);
    };
    const timer = setTimeout(() => done(false), giveUpAfter);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate === null) done(false);
      else if (candidate.type === (turn ? 'relay' : 'srflx')) done(true);
    };
    connection.createDataChannel('');
    connection.setLocalDescription().catch(() => done(false));
  });
}

/** Asks all servers of the account at once. */
export async function networkCheck(servers: readonly Server[]): Promise<NetworkFindings | undefined> {
  const each = servers.flatMap((server) => [server.urls].flat().map((url) => ({ server, url })));
  if (each.length === 0) return undefined;
  const found = await Promise.all(
    each.map(async ({ server, url }) => ({ url, ok: await answers(server, url) })),
  );
  const has = (scheme: RegExp): boolean => found.some(({ url, ok }) => ok && scheme.test(url));
  return {
    silent: found.filter(({ ok }) => !ok).map(({ url }) => url),
    outside: has(/^stuns?:/i),
    relay: has(/^turns?:/i),
  };
}
