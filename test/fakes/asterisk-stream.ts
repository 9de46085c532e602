import { readFileSync } from 'node:fs';
import path from 'node:path';
import { amiReader, type AmiMessage } from '../../src/gateway/asterisk/ami-wire';

/**
 * Event streams of Asterisk, written by hand in the formats of its published documentation (versions 16 to 21): none was
 * recorded from a server. As it sends them: a line's end is CR and LF.
 */
export const streamText = (name: string): string =>
  readFileSync(path.join(__dirname, 'asterisk', `${name}.txt`), 'utf8').replace(/\r?\n/g, '\r\n');

export const greeting = 'Asterisk Call Manager/7.0.3\r\n';

/** The same as messages. */
export function stream(name: string): readonly AmiMessage[] {
  const messages: AmiMessage[] = [];
  amiReader((message) => messages.push(message))(greeting + streamText(name));
  return messages;
}
