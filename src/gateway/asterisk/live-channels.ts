import type { LiveCall } from './live-call';

/** The calls that have not ended, found by any of their channels. */
export function liveChannels(agentOf: (channel: string) => string | undefined, kept: readonly LiveCall[]) {
  const calls = new Map(kept.map((call) => [call.id, call]));
  const byChannel = new Map(
    kept.flatMap((call) => Object.keys(call.channels).map((id) => [id, call] as const)),
  );

  return {
    /** By a channel of it, or else by its own id. */
    of: (uniqueid: string, id = ''): LiveCall | undefined => byChannel.get(uniqueid) ?? calls.get(id),
    /** By the id that its events carry. */
    known: (callId: string): LiveCall | undefined =>
      calls.get(callId) ?? [...calls.values()].find(({ name }) => name === callId),
    begin(call: LiveCall): LiveCall {
      calls.set(call.id, call);
      return call;
    },
    put(call: LiveCall, uniqueid: string, name: string): void {
      if (uniqueid === '') return;
      call.channels = { ...call.channels, [uniqueid]: { name, agent: agentOf(name) ?? null } };
      byChannel.set(uniqueid, call);
    },
    /** True: it was the last one. */
    drop(call: LiveCall, uniqueid: string): boolean {
      byChannel.delete(uniqueid);
      const rest = Object.entries(call.channels).filter(([id]) => id !== uniqueid);
      call.channels = Object.fromEntries(rest);
      return rest.length === 0;
    },
    /** All channels of `from` are those of `into` from now on. */
    merge(from: LiveCall, into: LiveCall): void {
      calls.delete(from.id);
      into.channels = { ...into.channels, ...from.channels };
      for (const id of Object.keys(from.channels)) byChannel.set(id, into);
    },
    end(call: LiveCall): void {
      calls.delete(call.id);
      for (const id of Object.keys(call.channels)) byChannel.delete(id);
    },
    all: (): readonly LiveCall[] => [...calls.values()],
  };
}
