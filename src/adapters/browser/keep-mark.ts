/** Leaves a mark in this browser, or takes it away. Where storage is forbidden there is none. */
export function keepMark(key: string, on: boolean): void {
  try {
    if (on) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  } catch {
    // As said above.
  }
}
