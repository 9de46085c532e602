/** A word that this tab keeps through reloads, and no other tab sees. */
export function tabNote(key: string): { read(): string | undefined; write(text: string | undefined): void } {
  return {
    read() {
      try {
        return sessionStorage.getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(text) {
      try {
        if (text === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, text);
      } catch {
        // Forbidden: after a reload the bar offers what would have opened by itself.
      }
    },
  };
}
