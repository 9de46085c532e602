/** "1 fault", "2 faults": for messages in English, of words whose plural is an s. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
