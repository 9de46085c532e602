/** By which this browser remembers that its user has a dial list. */
export const dialKey = (own: string): string => `${own}:dial-list`;
