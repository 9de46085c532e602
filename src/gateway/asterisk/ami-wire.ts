/** One message of Asterisk's manager interface: its fields by name; of a name that comes twice the last. */
export type AmiMessage = ReadonlyMap<string, string>;

/** Far more than any message of calls; a server that sends more is none. */
const longest = 256 * 1024;
const greeting = /^Asterisk Call Manager\/[\d.]+/;

export const fieldOf = (message: AmiMessage, name: string): string => message.get(name) ?? '';

/** Takes the bytes as they come, as text, and gives whole messages. Throws where the other end is no manager interface. */
export function amiReader(onMessage: (message: AmiMessage) => void): (chunk: string) => void {
  let text = '';
  let greeted = false;
  return (chunk) => {
    text += chunk;
    if (!greeted) {
      const end = text.indexOf('\r\n');
      if (end < 0 && text.length < 1024) return;
      if (!greeting.test(text)) throw new Error('what answers there is no Asterisk manager interface');
      greeted = true;
      text = text.slice(end + 2);
    }
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const lines = text.slice(0, end).split('\r\n');
      text = text.slice(end + 4);
      const fields = lines.flatMap((line) => {
        const colon = line.indexOf(':');
        return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()] as const];
      });
      if (fields.length > 0) onMessage(new Map(fields));
    }
    if (text.length > longest) throw new Error('the Asterisk manager interface sends a message without end');
  };
}

/** An action as it is written. Throws for a value with a line's end in it, which would be an action of its own. */
export function amiAction(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => {
    if (/[\r\n\0]/.test(value)) throw new Error(`${name} holds the end of a line`);
    return `${name}: ${value}\r\n`;
  });
  return `${lines.join('')}\r\n`;
}
