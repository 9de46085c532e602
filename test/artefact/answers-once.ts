/** Counts the answers that are given to each message. */
export function answersOnce(): { onAnswer: (id: string) => void; heard: Map<string, number> } {
  const heard = new Map<string, number>();
  return { heard, onAnswer: (id) => void heard.set(id, (heard.get(id) ?? 0) + 1) };
}
