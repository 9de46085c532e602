/** Whether this browser keeps anything under names that begin so; where storage is forbidden it keeps nothing. */
export function isStored(names: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(names));
  } catch {
    return false;
  }
}
