/** One connection; numbered, so that nothing pure ever holds a socket. */
export type Flow = number;

interface Place {
  readonly address: string;
  flow: Flow | undefined;
  lostAt: number;
}

/** Places beyond this many are forgotten, those first that were lost first. */
const mostPlaces = 5_000;

/**
 * Where each phone is: the host part of its Contact and Via, unique to it, and the connection that it was last seen
 * on. By this a call outlives its socket. A place belongs to the address that has shown it first: nobody can take
 * another's calls to himself.
 */
export function flowMap(now: () => number) {
  const places = new Map<string, Place>();

  const trim = (): void => {
    for (const [name, { flow }] of places) {
      if (places.size <= mostPlaces) return;
      if (flow === undefined) places.delete(name);
    }
  };

  return {
    /** False: it is somebody else's. */
    seen(place: string, flow: Flow, address: string): boolean {
      const known = places.get(place);
      if (known !== undefined && known.address !== address) return false;
      places.delete(place);
      places.set(place, { address, flow, lostAt: 0 });
      trim();
      return true;
    },
    /** Of the phones that are on this connection now. */
    placesOn: (flow: Flow): readonly string[] =>
      [...places].flatMap(([place, known]) => (known.flow === flow ? [place] : [])),
    flowOf: (place: string): Flow | undefined => places.get(place)?.flow,
    addressOf: (place: string): string | undefined => places.get(place)?.address,
    /** For how long nothing was heard from there, ms; undefined for a place that never was. */
    lostFor(place: string): number | undefined {
      const known = places.get(place);
      if (known === undefined) return undefined;
      return known.flow === undefined ? now() - known.lostAt : 0;
    },
    lost(flow: Flow): void {
      for (const known of places.values())
        if (known.flow === flow) {
          known.flow = undefined;
          known.lostAt = now();
        }
    },
  };
}
