/** By which this browser remembers that its user has a dial list. */
export const dialKey = (own: string): string => `${own}:dial-list`;
/** The same for an open panel: it is there again on the next page. Begins like the other, so that either is found. */
export const dialOpenKey = (own: string): string => `${dialKey(own)}-open`;
