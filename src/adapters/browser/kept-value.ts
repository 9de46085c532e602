/** One value that this browser keeps for a user: whatever is read back is for the asker to check. */
export function keptValue(key: string): { read(): unknown; keep(value: unknown): void } {
  let fallback: unknown;
  return {
    read() {
      try {
        const text = localStorage.getItem(key);
        return text === null ? fallback : (JSON.parse(text) as unknown);
      } catch {
        return fallback;
      }
    },
    keep(value) {
      fallback = value;
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Full or forbidden: it lasts as long as the page.
      }
    },
  };
}
