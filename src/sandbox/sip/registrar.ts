import { cseqOf } from './check-message';
import type { Flow } from './flows';
import { parseNameAddrs } from './name-addr';
import { headerOf, headersOf, type Header, type SipRequest } from './sip-message';
import { parseSipUri } from './sip-uri';

/** A phone at which an address can be reached. */
export interface Binding {
  readonly uri: string;
  /** See `flowMap`. */
  readonly place: string;
  readonly flow: Flow;
  readonly expiresAt: number;
  readonly instance: string;
  readonly callId: string;
  readonly cseq: number;
}

export interface Registered {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly reason?: string;
}

const usual = 600;
const longest = 3600;
/** Phones of one address. */
const most = 10;

const lifetimeOf = (told: string | undefined): number | undefined =>
  told === undefined || !/^\d+$/.test(told) ? undefined : Math.min(Number(told), longest);

/** Who is where. Shorter lives than asked for are granted, never longer; nothing is asked to come again later. */
export function registrar(now: () => number) {
  const known = new Map<string, readonly Binding[]>();
  const live = (address: string): readonly Binding[] =>
    (known.get(address) ?? []).filter(({ expiresAt }) => expiresAt > now());

  const granted = (address: string): Registered => ({
    status: 200,
    // Without this parameter on every contact browsers' phones register again without end.
    headers: live(address).map(({ uri, expiresAt, instance }) => ({
      name: 'Contact',
      value: `<${uri}>;expires=${Math.ceil((expiresAt - now()) / 1000)}${
        instance === '' ? '' : `;+sip.instance="${instance}"`
      }`,
    })),
  });

  return {
    /** `request` is known to come from the owner of `address`, and to be well formed. */
    register(address: string, request: SipRequest, flow: Flow): Registered {
      const cseq = cseqOf(request)?.number ?? 0;
      const callId = headerOf(request, 'Call-ID') ?? '';
      const lines = headersOf(request, 'Contact');
      const inAll = lifetimeOf(headerOf(request, 'Expires'));
      if (lines[0] === '*') {
        if (inAll !== 0) return { status: 400, headers: [], reason: 'Contact: * needs Expires: 0' };
        known.delete(address);
        return granted(address);
      }
      let kept = live(address);
      for (const { uri, params } of parseNameAddrs(lines) ?? []) {
        const at = parseSipUri(uri);
        if (at === undefined) return { status: 400, headers: [], reason: 'Bad Contact' };
        const instance = params.get('+sip.instance') ?? '';
        const same = (one: Binding): boolean =>
          one.uri === uri || (instance !== '' && one.instance === instance);
        if (kept.some((one) => one.uri === uri && one.callId === callId && one.cseq >= cseq))
          return { status: 500, headers: [], reason: 'CSeq out of order' };
        const seconds = lifetimeOf(params.get('expires')) ?? inAll ?? usual;
        kept = kept.filter((one) => !same(one));
        if (seconds === 0) continue;
        if (kept.length >= most) return { status: 403, headers: [], reason: 'Too Many Contacts' };
        const expiresAt = now() + seconds * 1000;
        kept = [...kept, { uri, place: at.place, flow, expiresAt, instance, callId, cseq }];
      }
      known.set(address, kept);
      return granted(address);
    },
    phonesOf: live,
    /** A phone that is always there. */
    keep(address: string, phone: Pick<Binding, 'uri' | 'place' | 'flow'>): void {
      const always = { expiresAt: Infinity, instance: '', callId: '', cseq: 0 };
      known.set(address, [...live(address), { ...phone, ...always }]);
    },
    /** Its connection is gone: whoever calls now hears so at once. */
    lost(flow: Flow): void {
      for (const [address, bindings] of known) {
        const rest = bindings.filter((one) => one.flow !== flow);
        if (rest.length === 0) known.delete(address);
        else known.set(address, rest);
      }
    },
  };
}

export type Registrar = ReturnType<typeof registrar>;
