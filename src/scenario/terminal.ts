import { createInterface } from 'node:readline/promises';

/** Where a command speaks, and whom it may ask. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly isColoured: boolean;
  /** Undefined: nobody is there to answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

export function processTerminal(env: Env): Terminal {
  const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
  return {
    print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    isColoured: process.stdout.isTTY && (env['NO_COLOR'] ?? '') === '',
    confirm: isInteractive
      ? async (question) => {
          const asking = createInterface({ input: process.stdin, output: process.stdout });
          const answer = await asking.question(`${question} [y/N] `).finally(() => asking.close());
          return /^(y|yes|д|да)$/i.test(answer.trim());
        }
      : undefined,
  };
}
