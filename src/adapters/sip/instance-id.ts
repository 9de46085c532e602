/**
 * Who this phone is to the server, the same through reloads: a registrar then replaces what it knew of it, instead of
 * counting one more phone until no more are allowed.
 */
export function instanceId(key: string): string {
  const fresh = crypto.randomUUID();
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(kept)) return kept;
    localStorage.setItem(key, fresh);
  } catch {
    // Full or forbidden: one id for each page.
  }
  return fresh;
}
