/** Rooms that browsers are told by. */
export const agentRoom = (account: number, extension: string): string => `agent:${account}:${extension}`;

/** Account and extension; undefined: each socket has a room of its own too. */
export const agentOf = (name: string): readonly [number, string] | undefined => {
  const found = /^agent:(\d+):(.*)$/s.exec(name);
  return found === null ? undefined : [Number(found[1]), found[2] ?? ''];
};

/** Those who want to know whom they could give a call to. */
export const watchersRoom = (account: number): string => `watch:${account}`;
