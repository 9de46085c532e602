import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveCall } from './live-call';

const isCall = (value: unknown): value is LiveCall => {
  const { id, channels } = (value ?? {}) as Partial<Record<keyof LiveCall, unknown>>;
  return typeof id === 'string' && typeof channels === 'object' && channels !== null;
};

/** Asterisk's live calls on the disk: those that end while the gateway is away are ended when it comes back. */
export function keptCalls(folder: string, warn: (error: unknown, message: string) => void) {
  const file = join(folder, 'asterisk-calls.json');
  return {
    load(): readonly LiveCall[] {
      try {
        const read: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
        return Array.isArray(read) ? read.filter(isCall) : [];
      } catch (error) {
        warn(error, `${file} cannot be read: calls that have ended meanwhile stay as they were`);
        return [];
      }
    },
    save(calls: readonly LiveCall[]): void {
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${file}.new`, JSON.stringify(calls));
        renameSync(`${file}.new`, file);
      } catch (error) {
        warn(error, `${file} cannot be written`);
      }
    },
  };
}
