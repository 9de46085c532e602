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

/** The first event of a new call, and the call's id. */
export function oneRing(extension: string): { id: string; body: object } {
  const id = `${run}-${(calls += 1)}`;
  return { id, body: event(id, 'ringing', 0, extension) };
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
