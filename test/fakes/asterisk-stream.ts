import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { amiReader, type AmiMessage } from '../../src/gateway/asterisk/ami-wire';

/**
 * Event streams of Asterisk. Those in folders of a version were recorded from it (test/asterisk); the others are written by
 * hand in the formats of its published documentation, for cases in which each number must be known. As it sends them: a
 * line's end is CR and LF.
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

/** Names of the calls that an Asterisk of this version was recorded with: test/asterisk. */
export const recordings = (version: string): readonly string[] =>
  readdirSync(path.join(__dirname, 'asterisk', version))
    .map((file) => path.basename(file, '.txt'))
    .sort();
/** The first message says which server it was. */
export const recordedCall = (version: string, name: string): readonly AmiMessage[] =>
  stream(`${version}/${name}`);
