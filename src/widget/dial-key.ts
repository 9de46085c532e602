const name = (own: string): string => `${own}:dial`;

/** By which this browser remembers that its user has a dial list. */
export const dialKey = {
  has(own: string): boolean {
    try {
      return name(own) in localStorage;
    } catch {
      return false;
    }
  },
};

/** Where storage is forbidden the list comes with the first press of its button. */
export function keepDialKey(own: string, on: boolean): void {
  try {
    if (on) localStorage.setItem(name(own), '1');
    else localStorage.removeItem(name(own));
  } catch {
    // As said above.
  }
}
