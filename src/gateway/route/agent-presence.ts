import type { CallPicture } from '../../protocol/agent-socket';

/** A call whose end never came does not keep its agent busy for ever, ms. */
const longestTalk = 4 * 3600_000;

/** Who talks now and since when the others have been free, as the calls themselves tell. Times ms since 1970. */
export function agentPresence(now: () => number) {
  const talking = new Map<string, { readonly extensions: readonly string[]; readonly since: number }>();
  const idle = new Map<string, number>();

  return {
    heard({ call_id: id, state, extensions, answered_at: answered, ended_at: ended }: CallPicture): void {
      const before = talking.get(id);
      if (state === 'active') {
        const since = before?.since ?? Date.parse(answered ?? '');
        talking.set(id, { extensions, since: since < now() ? since : now() });
      }
      if (state !== 'ended') return;
      talking.delete(id);
      if (before !== undefined) for (const extension of before.extensions) idle.set(extension, now());
      // All of a talk may be told at once: by a PBX that was cut off, or after a restart.
      const since = Math.min(now(), Date.parse(ended ?? ''));
      if (before === undefined && answered !== undefined)
        for (const extension of extensions)
          if (since > (idle.get(extension) ?? -Infinity)) idle.set(extension, since);
    },
    inCall: (extension: string): boolean =>
      [...talking.values()].some(
        ({ extensions, since }) => extensions.includes(extension) && now() - since < longestTalk,
      ),
    idleSince: (extension: string): number | undefined => idle.get(extension),
  };
}
