import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** A request, as far as it says who asks. */
export interface Asking {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

export interface TrustedProxies {
  /** Who asks: the peer; where that is a proxy of ours, whom it names last, and so on. Nobody else's word counts. */
  readonly addressOf: (asking: Asking) => string;
}

type Fault = (name: string, wrong: string, cure: string) => undefined;

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
/** An IPv4 peer of a socket that takes both. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

function add(list: BlockList, word: string): boolean {
  const [address = '', bits, ...more] = word.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (most === 0 || more.length > 0) return false;
  if (bits === undefined) list.addAddress(address, family(address));
  else if (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most)
    list.addSubnet(address, Number(bits), family(address));
  else return false;
  return true;
}

/** Reads `TRUSTED_PROXIES`: addresses and networks, with commas or spaces between; this machine's own always count. */
export function readTrustedProxies(
  env: Readonly<Record<string, string | undefined>>,
  fault: Fault,
): TrustedProxies {
  const list = new BlockList();
  const own = ['127.0.0.0/8', '::1'];
  const ours = (env['TRUSTED_PROXIES'] ?? '').split(/[\s,]+/).filter((word) => word !== '');
  for (const word of [...own, ...ours])
    if (!add(list, word))
      fault(
        'TRUSTED_PROXIES',
        `holds "${word}", which is no address`,
        'give the addresses that the proxies ask from, 10.0.0.5, or their network, 10.0.0.0/24, with commas between',
      );
  const isProxy = (address: string): boolean => isIP(address) !== 0 && list.check(address, family(address));

  return {
    addressOf({ socket, headers }) {
      let address = plain(socket.remoteAddress ?? '');
      const said = headers['x-forwarded-for'];
      if (said === undefined) return address;
      const named = String(said).split(',');
      while (isProxy(address)) {
        const before = plain(named.pop()?.trim().slice(0, 64) ?? '');
        if (before === '') break;
        address = before;
      }
      return address;
    },
  };
}
