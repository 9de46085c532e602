/** This browser, of all that the user has; kept, so that the next leader goes on. */
export function driverOf(own: string): string {
  const key = `${own}:dial-driver`;
  try {
    const known = localStorage.getItem(key);
    if (known !== null) return known;
    const made = crypto.randomUUID();
    localStorage.setItem(key, made);
    return made;
  } catch {
    return crypto.randomUUID();
  }
}
