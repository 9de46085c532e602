/** Where this browser keeps a user's call results: all that begins with it. */
export const resultKey = (own: string): string => `${own}:result`;
/** … and those of them that are not finished. */
export const unfinishedResults = (own: string): string => `${resultKey(own)}:stage:`;
