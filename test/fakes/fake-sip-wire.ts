import type { SoundSample } from '../../src/domain/phone-call-sound';
import type {
  Leg,
  LegListener,
  PhoneSound,
  Renewal,
  Registered,
  TransferListener,
  Wire,
  WireListener,
  Wiring,
} from '../../src/ports/phone';

export interface FakeLeg extends Leg {
  readonly did: string[];
  hears: LegListener;
  /** What the far side says to the next re-INVITEs; then always "done". */
  readonly renewals: Renewal[];
  news: TransferListener | undefined;
  takesTransfer: boolean;
  flows: boolean;
}

let count = 0;

export function fakeLeg(more: Partial<Leg> = {}): FakeLeg {
  const did: string[] = [];
  let packets = 0;
  const leg: FakeLeg = {
    id: `leg-${++count}`,
    number: '+79991112233',
    name: '',
    callId: undefined,
    replaces: undefined,
    did,
    hears: {} as LegListener,
    renewals: [],
    news: undefined,
    takesTransfer: true,
    flows: true,
    listen(listener) {
      leg.hears = listener;
    },
    answer: () => void did.push('answer'),
    refuse: (status) => void did.push(`refuse ${status}`),
    end: () => void did.push('end'),
    drop: () => void did.push('drop'),
    abandon: () => void did.push('abandon'),
    renew({ hold, restart }) {
      did.push(`renew${hold ? ' hold' : ''}${restart ? ' restart' : ''}`);
      return Promise.resolve(leg.renewals.shift() ?? 'done');
    },
    speak: (on) => void did.push(on ? 'speak' : 'mute'),
    dial(tones) {
      did.push(`dial ${tones}`);
      return Promise.resolve(true);
    },
    transfer(target, news) {
      did.push(`transfer ${typeof target === 'string' ? target : target.id}`);
      leg.news = news;
      return Promise.resolve(leg.takesTransfer);
    },
    sample(): Promise<SoundSample> {
      if (leg.flows) packets += 25;
      return Promise.resolve({
        at: 0,
        packetsIn: packets,
        packetsOut: packets,
        lostIn: 0,
        lossOut: 0,
        jitter: 0,
        roundTrip: 0,
        connected: leg.flows,
      });
    },
    ...more,
  };
  return leg;
}

/** A server in a test's hands. */
export function fakeWiring() {
  const legs: FakeLeg[] = [];
  const did: string[] = [];
  let listener: WireListener | undefined;
  const world = { connects: true, registered: { ok: true, lasts: 300 } as Registered };
  const wire: Wire = {
    connect: () => Promise.resolve(world.connects),
    disconnect: () => undefined,
    register: () => Promise.resolve(world.registered),
    renew: ({ username }) => void did.push(`renew ${username}`),
    probe: () => Promise.resolve(true),
    call(number) {
      if (number === '') throw new RangeError('no number');
      const leg = fakeLeg({ number });
      legs.push(leg);
      return leg;
    },
    mix(mixed) {
      did.push(`mix ${mixed.length}`);
      return () => void did.push('unmix');
    },
    takeMicrophone: () => void did.push('microphone'),
    stop: () => void did.push('stop'),
  };
  const wiring: Wiring = (_account, to) => {
    listener = to;
    return wire;
  };
  return {
    wiring,
    world,
    legs,
    did,
    lose: () => listener!.onLost(),
    hasRoom: () => listener!.hasRoom(),
    ring(more: Partial<Leg> = {}): FakeLeg {
      const leg = fakeLeg(more);
      legs.push(leg);
      listener!.onCall(leg);
      return leg;
    },
  };
}

export function fakeSound(): PhoneSound & { readonly rings: (string | undefined)[] } {
  const rings: (string | undefined)[] = [];
  return {
    rings,
    listen: () => undefined,
    devices: () => Promise.resolve({ microphone: [], speaker: [], ringer: [] }),
    choose: () => Promise.resolve(),
    chosen: () => '',
    setRingVolume: () => undefined,
    ring(kind) {
      if (rings[rings.length - 1] !== kind) rings.push(kind);
    },
    unlock: () => Promise.resolve(),
    stop: () => undefined,
  };
}
