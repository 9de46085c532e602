/** Text by dotted path in the user's language, `{name}` replaced from `values`. */
export type Texts = (path: string, values?: Readonly<Record<string, string | number>>) => string;
