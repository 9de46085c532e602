/** Where this browser keeps a user's call results: all that begins with it. */
export const resultKey = (own: string): string => `${own}:result`;

export function resultsStored(own: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`${resultKey(own)}:stage:`));
  } catch {
    return false;
  }
}
