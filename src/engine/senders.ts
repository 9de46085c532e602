import type { EngineAnswer } from './message-desk';

interface Sender {
  readonly done: Promise<EngineAnswer>;
  readonly tell: (answer: EngineAnswer) => void;
  readonly refuse: (error: unknown) => void;
}

function asked(): Sender {
  let tell: Sender['tell'] = () => undefined;
  let refuse: Sender['refuse'] = () => undefined;
  const done = new Promise<EngineAnswer>((resolve, reject) => {
    tell = resolve;
    refuse = reject;
  });
  return { done, tell, refuse };
}

/** Who waits here for the answer of which message; nobody hears anything twice. */
export function senders() {
  const waiting = new Map<string, Sender>();
  const taken = (id: string): Sender | undefined => {
    const sender = waiting.get(id);
    waiting.delete(id);
    return sender;
  };
  return {
    /** The answer that others wait for already. */
    known: (id: string): Promise<EngineAnswer> | undefined => waiting.get(id)?.done,
    wait(id: string): Promise<EngineAnswer> {
      const sender = asked();
      waiting.set(id, sender);
      return sender.done;
    },
    tell: (id: string, answer: EngineAnswer): void => taken(id)?.tell(answer),
    refuse: (id: string, error: unknown): void => taken(id)?.refuse(error),
    refuseAll(error: unknown): void {
      for (const id of [...waiting.keys()]) taken(id)?.refuse(error);
    },
  };
}
