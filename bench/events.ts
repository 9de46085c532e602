let calls = 0;
const run = Math.random().toString(36).slice(2, 8);

const event = (call: string, type: string, second: number, extension: string, more: object = {}): object => ({
  id: `${call}-${type}`,
  call_id: call,
  type,
  direction: 'inbound',
  from: `+7900${String(1_000_000 + (calls % 9_000_000))}`,
  to: '+74951234567',
  extensions: [extension],
  at: new Date(Date.now() + second * 1000).toISOString(),
  ...more,
});

type Stage = 'ringing' | 'active' | 'ended';

/** One call as its PBX tells it, event by event. */
export interface ToldCall {
  /** Of the next event: what every browser that hears of it can name it by. */
  mark: string;
  next(): object | undefined;
  /** Whether there is more to tell. */
  isGoing(): boolean;
}

export const markOf = (id: string, stage: Stage): string => `${id} ${stage}`;

/** A new call of this extension: rings, is answered, ends. */
export function aCall(extension: string): ToldCall {
  const id = `${run}-${(calls += 1)}`;
  const told: [Stage, object][] = [
    ['ringing', event(id, 'ringing', 0, extension)],
    ['active', event(id, 'answered', 5, extension)],
    ['ended', event(id, 'ended', 65, extension, { duration: 60, disposition: 'answered' })],
  ];
  return {
    get mark() {
      return markOf(id, told[0]?.[0] ?? 'ended');
    },
    next: () => told.shift()?.[1],
    isGoing: () => told.length > 0,
  };
}

/** Endless calls of three events each, in the order in which a PBX tells them. */
export function* eventStream(extension = '101'): Generator<object, never> {
  for (;;) {
    const id = `${run}-${(calls += 1)}`;
    yield event(id, 'ringing', 0, extension);
    yield event(id, 'answered', 5, extension);
    yield event(id, 'ended', 65, extension, { duration: 60, disposition: 'answered' });
  }
}

export const taken = (stream: Generator<object, never>, count: number): object[] =>
  Array.from({ length: count }, () => stream.next().value);
